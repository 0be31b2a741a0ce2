"""The page of sums for Prometheus, on a port of its own that is not for the outside; see bot.meters for what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.meters import BOUNDS, SUMS, Meters

_MEANINGS = {
    "messages": "Messages answered and counted, by channel and outcome",
    "updates": "Deliveries of messaging apps, by channel and what became of them",
    "held_back": "Messages not answered because their chat was too fast",
    "sent_again": "Attempts to send once more",
    "unsent": "Replies given up",
    "refused_edits": "Edits of the rule base that were refused",
}

Gauge = Callable[[], float]


class Sums(Collector):
    """Reads the meters when they are asked for."""

    def __init__(
        self, meters: Meters, faults: Callable[[], Mapping[str, int]], gauges: Mapping[str, tuple[str, Gauge]]
    ) -> None:
        self._meters = meters
        self._faults = faults
        self._gauges = gauges

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        sums = self._meters.sums()
        for name, labels in SUMS.items():
            family = CounterMetricFamily(
                f"gongyou_{name}", _MEANINGS[name], labels=[label for label, _ in labels]
            )
            for (found, values), count in sorted(sums.items()):
                if found == name:
                    family.add_metric(values, count)
            if not labels and (name, ()) not in sums:
                family.add_metric((), 0)
            yield family
        faults = CounterMetricFamily("gongyou_faults", "Faults met inside, by kind", labels=["kind"])
        for kind, count in sorted(self._faults().items()):
            faults.add_metric((kind,), count)
        yield faults
        yield self._times()
        for name, (meaning, gauge) in self._gauges.items():
            yield GaugeMetricFamily(f"gongyou_{name}", meaning, value=gauge())

    def _times(self) -> HistogramMetricFamily:
        family = HistogramMetricFamily(
            "gongyou_answer_seconds", "From a request to its reply", labels=["channel"]
        )
        for channel, (slots, seconds) in sorted(self._meters.times().items()):
            running, buckets = 0, []
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), slots, strict=True):
                running += count
                buckets.append((bound, float(running)))
            family.add_metric([channel], buckets, seconds)
        return family


def page(sums: Sums) -> ASGIApp:
    """An application with ``/metrics`` and nothing else."""
    registry = CollectorRegistry()
    registry.register(sums)
    ProcessCollector(registry=registry)

    def metrics(_: Request) -> Response:
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return Starlette(routes=[Route("/metrics", metrics)])

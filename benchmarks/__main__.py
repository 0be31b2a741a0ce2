"""What an answer costs: latency of ``respond`` beside nearest-example rapidfuzz, start-up and memory in fresh processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import quantiles

from rapidfuzz import fuzz, process

from bot.core.conversation import Question, Session
from bot.core.matching import character_pairs
from bot.core.respond import respond
from bot.rulebase.load import load
from bot.settings import read_settings

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
QUESTIONS = (
    "东莞电子厂底薪2000,一天12小时,加班费怎么算", "老板押了我身份证还收500押金咋办", "没签合同干了8个月,月薪4000",
    "被辞退了一分钱不给", "深圳最低工资多少", "工地上摔断了腿老板不管", "试用期三个月只给80%工资合法吗", "今天天气怎么样",
    "jiabanfei zenme suan", "boss no pay overtime shenzhen", "老細唔畀加班錢", "怀孕了公司让我走人怎么办,我在苏州上班",
    "公司不交社保能不能辞职要补偿我干了三年了一直没有交过社保今年年初还让我签了一个自愿放弃的协议", "押金", "加班",
)  # fmt: skip

START = """
import sys, time, resource
began = time.perf_counter()
from bot.app import App, FixedClock
from bot.settings import read_settings
from bot.core.conversation import Question
from datetime import date
app = App(read_settings(), clock=FixedClock(date(2026, 11, 22)))
outcome = app.outcome(Question("东莞加班费怎么算"), "x")
text = app.rendered(outcome).text
first = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
with open("/proc/self/status") as status:
    now = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
print(first, now, peak)
"""


def latencies(answer: object, rounds: int = 20) -> tuple[float, float]:
    """p50 and p99 in milliseconds over all questions."""
    times = []
    for _ in range(rounds):
        for text in QUESTIONS:
            began = time.perf_counter()
            answer(text)  # type: ignore[operator]
            times.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98]


def start_up(cache: Path) -> tuple[float, float, float]:
    """Seconds to the first answer, memory then and at its peak in MB, in a process of its own."""
    environment = os.environ | {"GONGYOU_CACHE": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    first, now, peak = (float(part) for part in done.stdout.split())
    return first, now, peak


def main() -> None:
    settings = read_settings()
    rules = load(settings.knowledge, cache=settings.cache)
    for text in QUESTIONS:
        respond(Question(text), Session(), rules, TODAY)
    examples = [character_pairs(example.text) for example in rules.matcher.examples["zh"]]
    ours = latencies(lambda text: respond(Question(text), Session(), rules, TODAY))
    matching = latencies(lambda text: rules.matcher.match(text))
    base = latencies(
        lambda text: process.extractOne(character_pairs(text), examples, scorer=fuzz.ratio), rounds=1
    )
    print(f"respond            p50 {ours[0]:7.2f} ms  p99 {ours[1]:7.2f} ms")
    print(f"  of it matching   p50 {matching[0]:7.2f} ms  p99 {matching[1]:7.2f} ms")
    print(
        f"nearest example    p50 {base[0]:7.2f} ms  p99 {base[1]:7.2f} ms   (rapidfuzz over {len(examples)} examples)"
    )
    print(f"ratio respond / nearest example: {ours[0] / base[0]:.3f}")
    began = time.perf_counter()
    load(settings.knowledge, cache=settings.cache)
    print(f"load the rule base, models cached: {time.perf_counter() - began:.2f} s")
    with tempfile.TemporaryDirectory() as cold:
        first, now, peak = start_up(Path(cold))
        print(f"first answer, cold cache: {first:.2f} s, {now:.0f} MB (peak {peak:.0f} MB)")
        first, now, peak = start_up(Path(cold))
        print(f"first answer, warm cache: {first:.2f} s, {now:.0f} MB (peak {peak:.0f} MB)")
    print(
        json.dumps(
            {
                "respond_p50_ms": round(ours[0], 3),
                "respond_p99_ms": round(ours[1], 3),
                "warm_start_s": round(first, 2),
                "memory_mb": round(now),
            }
        )
    )


if __name__ == "__main__":
    main()

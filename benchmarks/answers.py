"""What an answer costs: latency of ``respond`` beside nearest-example rapidfuzz; start-up and memory in fresh processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import quantiles

from rapidfuzz import fuzz, process

from bot.core.conversation import Question, Session
from bot.core.matching import character_pairs
from bot.core.model import RuleBase
from bot.core.respond import respond
from bot.rulebase.load import load
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
QUESTIONS = (
    "东莞电子厂底薪2000,一天12小时,加班费怎么算", "老板押了我身份证还收500押金咋办", "没签合同干了8个月,月薪4000",
    "被辞退了一分钱不给", "深圳最低工资多少", "工地上摔断了腿老板不管", "试用期三个月只给80%工资合法吗", "今天天气怎么样",
    "jiabanfei zenme suan", "boss no pay overtime shenzhen", "老細唔畀加班錢", "怀孕了公司让我走人怎么办,我在苏州上班",
    "公司不交社保能不能辞职要补偿我干了三年了一直没有交过社保今年年初还让我签了一个自愿放弃的协议", "押金", "加班",
)  # fmt: skip

_START = """
import time, resource
began = time.perf_counter()
from bot.app import App, FixedClock
from bot.settings import read_settings
from bot.core.conversation import Question
from datetime import date
app = App(read_settings(), clock=FixedClock(date(2026, 11, 22)))
text = app.rendered(app.outcome(Question("东莞加班费怎么算"), "x")).text
first = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
with open("/proc/self/status") as status:
    now = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
print(first, now, peak)
"""


def latencies(
    answer: Callable[[str], object], questions: tuple[str, ...] = QUESTIONS, rounds: int = 20
) -> tuple[float, float]:
    """p50 and p99 in milliseconds over all questions."""
    times = []
    for _ in range(rounds):
        for text in questions:
            began = time.perf_counter()
            answer(text)
            times.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98]


def start_up(cache: Path) -> tuple[float, float, float]:
    """Seconds to the first answer, memory then and at its peak in MB, in a process of its own."""
    environment = os.environ | {"GONGYOU_CACHE": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", _START], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    first, now, peak = (float(part) for part in done.stdout.split())
    return first, now, peak


def run(settings: Settings, rules: RuleBase) -> None:
    for text in QUESTIONS:
        respond(Question(text), Session(), rules, TODAY)
    examples = [character_pairs(example.text) for example in rules.matcher.examples["zh"]]
    ours = latencies(lambda text: respond(Question(text), Session(), rules, TODAY))
    matching = latencies(rules.matcher.match)
    base = latencies(
        lambda text: process.extractOne(character_pairs(text), examples, scorer=fuzz.ratio), rounds=1
    )
    print(f"respond            p50 {ours[0]:7.2f} ms  p99 {ours[1]:7.2f} ms")
    print(f"  of it matching   p50 {matching[0]:7.2f} ms  p99 {matching[1]:7.2f} ms")
    print(
        f"nearest example    p50 {base[0]:7.2f} ms  p99 {base[1]:7.2f} ms   (rapidfuzz over {len(examples)} examples)"
    )
    print(f"ratio of p50, respond to nearest example: {ours[0] / base[0]:.3f}")
    began = time.perf_counter()
    load(settings.knowledge, cache=settings.cache)
    print(f"load the rule base, models cached: {time.perf_counter() - began:.2f} s")
    with tempfile.TemporaryDirectory() as cold:
        for name in ("cold", "warm"):
            first, now, peak = start_up(Path(cold))
            print(f"first answer, {name} cache: {first:.2f} s, {now:.0f} MB (peak {peak:.0f} MB)")

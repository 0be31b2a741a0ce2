"""``make bench``: all benchmarks. ``python -m benchmarks growth 100`` alone goes to a hundred times the examples.

``python -m benchmarks service`` is the service alone.
"""

from __future__ import annotations

import sys

from benchmarks import answers, growth, matchers, service, stores
from bot.rulebase.load import load
from bot.settings import read_settings


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["growth"]:
        growth.run(int(arguments[1]) if len(arguments) > 1 else 10)
        return
    if arguments[:1] == ["service"]:
        service.run()
        return
    settings = read_settings()
    rules = load(settings.knowledge, cache=settings.cache)
    print("== an answer")
    answers.run(settings, rules)
    print("== the service")
    service.run()
    print("== matchers side by side")
    matchers.run(rules)
    print("== what the stores add to a message")
    stores.run()
    print("== growth of the question bank")
    growth.run(10)


if __name__ == "__main__":
    main()

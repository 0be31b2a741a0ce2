"""``python -m bot`` and the ``gongyou`` script: exit codes 0 fine, 1 the caller's mistake, 3 our bug."""

from __future__ import annotations

import sys

from bot.errors import BotError


def main() -> None:
    """Run a command; a mistake is told in words, a bug without the data that led to it."""
    from bot.cli import cli

    try:
        cli()
    except BotError as problem:
        sys.stderr.write(f"{problem}\n")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as problem:  # noqa: BLE001 - the traceback could hold a worker's words
        frames = []
        trace = problem.__traceback__
        while trace:
            frames.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
            trace = trace.tb_next
        sys.stderr.write(f"bug: {type(problem).__name__} at {' > '.join(frames[-6:])}\n")
        raise SystemExit(3) from None


if __name__ == "__main__":
    main()

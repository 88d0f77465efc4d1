"""`make bench`: every measurement, one after the other; exit code 1 when a limit was not kept."""

import sys
from importlib import import_module

MEASUREMENTS = ("appends", "decide", "clocks", "rebuild", "commands")


def main() -> int:
    """Run those named on the command line, or all."""
    wanted = sys.argv[1:] or MEASUREMENTS
    kept = [bool(import_module(f"benchmarks.{name}").main()) for name in wanted]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: every measurement, one after the other; exit code 1 when a limit was not kept.

One of them alone: `python -m benchmarks county`; of another size: `… county --times 1 4`.
"""

import sys
from argparse import ArgumentParser
from importlib import import_module
from typing import Any

MEASUREMENTS = ("appends", "decide", "clocks", "commands", "county")


def main() -> int:
    """Run those named on the command line, or all."""
    parser = ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("measurement", nargs="*", help=", ".join(MEASUREMENTS))
    parser.add_argument(
        "--times", nargs="+", type=float, metavar="N", help="county-years of `county`: 1 4"
    )
    asked = parser.parse_args()
    if unknown := set(asked.measurement) - set(MEASUREMENTS):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    sizes: dict[str, Any] = {"sizes": sorted(asked.times)} if asked.times else {}
    kept = [
        bool(import_module(f"benchmarks.{name}").main(**(sizes if name == "county" else {})))
        for name in asked.measurement or MEASUREMENTS
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

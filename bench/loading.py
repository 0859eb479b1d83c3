"""Load a board's plan and say what came of it: the process that is measured.

Usage: python -m bench.loading CONFIG.
"""

import sys
from datetime import date
from pathlib import Path

from reporter.errors import DataError
from reporter.findings import Findings
from reporter.settings import load_settings
from reporter.sources.plan import Sources, load_plan

AS_AT = date(2015, 3, 31)


def main(config: str) -> None:
    """Say how many actions there are and what was found, or why there is no plan."""
    board = next(iter(load_settings(Path(config)).boards.values()))
    findings = Findings()
    try:
        loaded = load_plan(Sources.of(board), AS_AT, None, findings)
    except DataError as error:
        sys.stderr.write(str(error.problems[0]))
    else:
        sys.stderr.write(f"{len(loaded.plan.actions):,} actions, {len(loaded.findings):,} findings")


if __name__ == "__main__":
    main(*sys.argv[1:])

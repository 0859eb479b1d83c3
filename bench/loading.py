"""Load a board's plan and say what came of it: the process that is measured.

Usage: python -m bench.loading CONFIG.
"""

import gc
import os
import sys
from datetime import date
from pathlib import Path

AS_AT = date(2015, 3, 31)


def main(config: str) -> None:
    """Say how many actions there are and what was found, or why there is no plan."""
    gc.disable()  # this and the next as `reporter` itself starts, and ends
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from reporter.errors import DataError  # noqa: PLC0415 - see above
    from reporter.findings import Findings  # noqa: PLC0415
    from reporter.settings import load_settings  # noqa: PLC0415
    from reporter.sources.plan import Sources, load_plan  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    board = next(iter(load_settings(Path(config)).boards.values()))
    findings = Findings()
    try:
        loaded = load_plan(Sources.of(board), AS_AT, None, findings)
    except DataError as error:
        sys.stderr.write(str(error.problems[0]))
    else:
        sys.stderr.write(f"{len(loaded.plan.actions):,} actions, {len(loaded.findings):,} findings")
    gc.freeze()


if __name__ == "__main__":
    main(*sys.argv[1:])

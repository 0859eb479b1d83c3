"""Where the command `reporter` and `python -m reporter` start."""

import gc
import os


def main() -> None:
    """Run the command line, and be quick about it: most runs find nothing due.

    Nothing that is imported becomes garbage, and what is garbage at the end goes with the process: neither is worth
    looking for, and both take a noticeable part of a short run.
    """
    gc.disable()
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # we have none, and the search reads every installed package
    from reporter.cli import app  # noqa: PLC0415 - see above

    gc.freeze()
    gc.enable()
    try:
        app()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()

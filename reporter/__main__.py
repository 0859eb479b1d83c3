"""Where the command `reporter` and `python -m reporter` start."""

import gc


def main() -> None:
    """Run the command line."""
    gc.disable()  # nothing that is imported ever becomes garbage; looking for it would cost a tenth of the start
    from reporter.cli import app  # noqa: PLC0415 - see above

    gc.enable()
    app()


if __name__ == "__main__":
    main()

"""The command `reporter`: the only place that reads the clock, prints, and sets the exit code."""

# In the order in which help lists their commands.
from reporter.cli import running  # noqa: I001
from reporter.cli import previewing
from reporter.cli import starting
from reporter.cli import looking
from reporter.cli import deciding
from reporter.cli import sending
from reporter.cli import chasing
from reporter.cli import keeping
from reporter.cli import attending
from reporter.cli import stopping
from reporter.cli.app import EXIT_CODES, app

__all__ = [
    "EXIT_CODES",
    "app",
    "attending",
    "chasing",
    "deciding",
    "keeping",
    "looking",
    "previewing",
    "running",
    "sending",
    "starting",
    "stopping",
]

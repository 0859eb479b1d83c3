"""Secrets: from a file or the environment, and told to nobody."""

import os
from pathlib import Path

from reporter.errors import ConfigError, Problem


def secret(what: str, file: Path | None, variable: str) -> str:
    """The first line of a file, or an environment variable. Raises ConfigError where there is none.

    `what` names it in the error; the secret itself is in no error.
    """
    if file is None:
        if value := os.environ.get(variable, ""):
            return value
        advice = f"Put it into the environment variable {variable}, or name a file that holds it in the config."
        raise ConfigError(Problem(what, "It is not known.", advice))
    try:
        value = file.read_text("utf-8-sig").strip("\r\n")
    except OSError as error:
        found = f"{file} cannot be read ({error.strerror})."
        raise ConfigError(Problem(what, found, "Check the file and its permissions.")) from error
    except UnicodeDecodeError as error:
        raise ConfigError(Problem(what, f"{file} is not UTF-8 text.", "Save it as UTF-8.")) from error
    if not value or not value.isprintable():
        found = f"{file} is empty, or holds more than one line."
        raise ConfigError(Problem(what, found, "Put the secret into it, and nothing else."))
    return value

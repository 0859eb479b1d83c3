"""Reading the bytes of a source, and telling people in their own words when that cannot be done."""

from pathlib import Path

from reporter.errors import DataError, Problem
from reporter.settings import InputLimits

LEFT_BESIDE = ("~$", ".")  # how the names begin of what programs leave beside a file that is open
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
MEGABYTE = 1_000_000


def is_workbook(path: Path) -> bool:
    """Whether a source is one file with sheets, and not a folder or a CSV file."""
    return path.suffix.casefold() in WORKBOOKS


def csv_files(folder: Path) -> list[Path]:
    """The CSV files of a folder in order of name, without the lock files of an open spreadsheet."""
    if not folder.is_dir():
        found = "It is not a folder." if folder.exists() else "The folder does not exist."
        advice = "Name a folder of CSV files, or a workbook such as plan.xlsx."
        raise DataError(Problem(str(folder), found, advice))
    try:
        files = list(folder.iterdir())
    except OSError as error:
        found = f"The folder cannot be read ({error.strerror})."
        raise DataError(Problem(str(folder), found, "Check its permissions.")) from error
    return sorted(p for p in files if p.suffix.casefold() == ".csv" and not p.name.startswith(LEFT_BESIDE))


def answer_files(folder: Path | None) -> list[Path]:
    """The files that leads have sent back, in order of name. Raises DataError where the folder cannot be read."""
    if folder is None:
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(LEFT_BESIDE))
    except OSError as error:
        found = f"The folder of answers cannot be read ({error.strerror})."
        advice = "Make the folder, or take the key answers out of the config."
        raise DataError(Problem(str(folder), found, advice)) from error


def read_bytes(path: Path, limits: InputLimits) -> bytes:
    """The whole file; a missing, unreadable, impossible or too large one is a DataError."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise DataError(Problem(str(path), "It is not an ordinary file.", "Put the table's file there."))
    try:
        size = path.stat().st_size
        if size > limits.file_megabytes * MEGABYTE and path.is_file():
            raise too_large(
                path, f"The file has {size // MEGABYTE} MB.", f"{limits.file_megabytes} MB", "file_megabytes"
            )
        return path.read_bytes()
    except IsADirectoryError as error:
        raise DataError(Problem(str(path), "It is a folder, not a file.", "Put the table's file there.")) from error
    except FileNotFoundError as error:
        raise DataError(Problem(str(path), "The file does not exist.", "Check its name and place.")) from error
    except OSError as error:
        found = f"The file cannot be read ({error.strerror})."
        raise DataError(Problem(str(path), found, "Check its permissions, and that nothing has it locked.")) from error


def too_large(where: object, found: str, limit: str, key: str) -> DataError:
    """What is larger than the config allows."""
    advice = (
        f"At most {limit} are read: take out what does not belong to the plan, or raise {key} in the config's limits."
    )
    return DataError(Problem(str(where), found, advice))

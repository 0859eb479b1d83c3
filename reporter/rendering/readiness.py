"""Making WeasyPrint ready quickly, and with no font but ours in reach.

Two things are measured, not guessed (see `make bench`): cffi asks `ctypes.util.find_library` for names that cannot
exist on Linux, which starts dozens of compilers and linkers before the right name is tried; and the garbage collector
walks again and again through modules and layout trees that stay alive anyway.
"""

import atexit
import ctypes.util
import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from reporter.errors import PaperError, Problem

OBJECTS_BETWEEN_COLLECTIONS = 1_000_000
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def ready(font_folder: Path) -> None:
    """Import WeasyPrint, so that later imports of it are quick. Raises PaperError if a system library is missing."""
    os.environ["FONTCONFIG_FILE"] = str(font_folder / "fonts.conf")
    _keep_to_ourselves()
    with _quick_lookup(), _no_collection(), warnings.catch_warnings():
        warnings.filterwarnings("error", "HarfBuzz-Subset", DeprecationWarning)  # missing, it is only warned of
        try:
            import weasyprint  # noqa: F401, PLC0415 - the point of this function
        except (OSError, DeprecationWarning) as error:
            advice = f"As root, run: apt-get install {PACKAGES}"
            found = "A system library that WeasyPrint needs is missing."
            raise PaperError(Problem("WeasyPrint", found, advice)) from error
        from reporter.rendering.writer import mend_writer  # noqa: PLC0415 - imports the renderer's writer

    mend_writer()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


@cache
def _keep_to_ourselves() -> None:
    """Have the renderer's temporary files and caches in a folder that goes with the process."""
    folder = tempfile.mkdtemp(prefix="reporter-")
    atexit.register(_remove, folder, os.getpid())
    tempfile.tempdir = os.environ["XDG_CACHE_HOME"] = folder


def _remove(folder: str, owner: int) -> None:
    """Not where a forked process ends: its parent still needs it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _quick_lookup() -> Iterator[None]:
    """Answer every look-up with "not found"; the libraries are then opened by the names that Linux gives them."""
    original = ctypes.util.find_library
    ctypes.util.find_library = _not_found
    try:
        yield
    finally:
        ctypes.util.find_library = original


def _not_found(name: str) -> str | None:  # noqa: ARG001 - the signature of what it stands in for
    return None


@contextmanager
def _no_collection() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

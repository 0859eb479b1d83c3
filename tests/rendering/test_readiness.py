"""What is replaced in the renderer for speed gives what it gave before; a missing library is told with the remedy."""

import subprocess
import sys

import pydyf

from reporter.rendering.readiness import PACKAGES


def test_page_references_are_those_of_the_library() -> None:
    script = (
        "import pydyf\n"
        "original = pydyf.PDF.page_references.fget\n"
        "from pathlib import Path\n"
        "from reporter.bundled import bundled_templates\n"
        "from reporter.rendering.readiness import ready\n"
        "ready(bundled_templates() / 'fonts')\n"
        "pdf = pydyf.PDF()\n"
        "for _ in range(3):\n"
        "    pdf.add_page(pydyf.Dictionary())\n"
        "    assert pdf.page_references == original(pdf), pdf.page_references\n"
        "assert pydyf.PDF.page_references.fget is not original\n"
        "print(len(pdf.page_references))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "3\n"
    assert pydyf.PDF.page_references is not None


def test_a_missing_system_library_is_told_with_the_line_to_run() -> None:
    script = (
        "import cffi\n"
        "opened = cffi.FFI.dlopen\n"
        "def missing(self, name, flags=0):\n"
        "    if name and 'subset' in name: raise OSError(name)\n"
        "    return opened(self, name, flags)\n"
        "cffi.FFI.dlopen = missing\n"
        "from reporter.bundled import bundled_templates\n"
        "from reporter.errors import PaperError\n"
        "from reporter.rendering.readiness import ready\n"
        "try: ready(bundled_templates() / 'fonts')\n"
        "except PaperError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    said = f"WeasyPrint: A system library that WeasyPrint needs is missing. As root, run: apt-get install {PACKAGES}\n"
    assert done.stdout == said

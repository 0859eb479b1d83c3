"""The same HTML printed by headless Chromium: python -m bench.chromium CONFIG TARGET."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.html import html_of
from reporter.bundled import bundled_templates

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-pdf-header-footer",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip


def main(config: str, target: str) -> None:
    """Load the data, render the HTML beside its stylesheets, print it."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(bundled_templates(), Path(folder, "templates"))
        page = Path(folder, "templates", "paper.html")
        page.write_text(html_of(Path(config)), encoding="utf-8")
        command = ["chromium", *FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    main(*sys.argv[1:])

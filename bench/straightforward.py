"""The script that anybody would write first: import everything, load with pandas, render the same HTML, write the PDF.

Usage: python -m bench.straightforward CONFIG TARGET. One step comes after the other, WeasyPrint is used as it comes: no
tags, no archive format, no attached figures, no conformance check.
"""

import sys
from pathlib import Path

import jinja2  # noqa: F401 - "import everything"
import pandas as pd  # noqa: F401
import weasyprint

from bench.html import html_of
from reporter.bundled import bundled_templates
from reporter.rendering.fetching import BASE_URL, OwnFetcher
from reporter.rendering.gathering import read_templates


def main(config: str, target: str) -> None:
    """Write the paper."""
    fetcher = OwnFetcher({"templates": read_templates([bundled_templates()]), "board": {}})
    weasyprint.HTML(string=html_of(Path(config)), base_url=BASE_URL, url_fetcher=fetcher).write_pdf(target)


if __name__ == "__main__":
    main(*sys.argv[1:])

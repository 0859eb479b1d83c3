"""The proof that a PDF conforms to PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) at once."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import page

from reporter.errors import PaperError, Problem

LARGE = 1_000_000  # bytes
PROFILES = {"PDF/UA-1": "ua1", "PDF/A-3a": "3a"}


def check_conformance(name: str, pdf: bytes) -> None:
    """Raise PaperError, naming each failed rule, unless the PDF conforms to both profiles."""
    # The checker is native code, so two profiles cost the time of one; a large file would cost twice the memory too.
    with ThreadPoolExecutor(1 if len(pdf) > LARGE else len(PROFILES)) as pool:
        found = pool.map(partial(_failures, pdf), PROFILES.values())
    problems = [
        Problem(name, f"The PDF does not conform to {standard}: {failure}.", "Mend the template or style behind it.")
        for standard, failures in zip(PROFILES, found, strict=True)
        for failure in failures
    ]
    if problems:
        raise PaperError(*problems)


def _failures(pdf: bytes, profile: str) -> list[str]:
    try:
        report = page.validate_pdf_bytes(pdf, profile=profile)
    except page.PageError as error:
        return [str(error)]
    if report.is_compliant:
        return []
    return sorted({f"{failure.rule_id}, {failure.message}" for failure in report.failures}) or [
        "the checker gave no reason"
    ]

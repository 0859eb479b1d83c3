"""The proof that a PDF conforms to PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) at once."""

import page

from reporter.errors import PaperError, Problem

PROFILES = {"PDF/UA-1": "ua1", "PDF/A-3a": "3a"}


def check_conformance(name: str, pdf: bytes) -> None:
    """Raise PaperError, naming each failed rule, unless the PDF conforms to both profiles."""
    problems = [
        Problem(name, f"The PDF does not conform to {standard}: {failure}.", "Mend the template or style behind it.")
        for standard, profile in PROFILES.items()
        for failure in _failures(pdf, profile)
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

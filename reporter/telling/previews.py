"""What people are told of a preview."""

from reporter.domain.wording import count, uk_date
from reporter.previewing import Previewed


def preview_line(previewed: Previewed) -> str:
    """preview/board-paper.pdf: draft, 32 pages, HTML twin and 32 pictures beside it, for 25 March 2015, …."""
    _, pdf, *pictures = previewed.files
    job = previewed.job
    beside = f"HTML twin and {count(len(pictures), 'picture')} beside it"
    days = f"for {uk_date(job.edition.dated)}, data as at {uk_date(job.as_at)}"
    return f"{pdf}: draft, {count(previewed.pages, 'page')}, {beside}, {days}"

"""Two mends of pydyf, the writer behind WeasyPrint; both give what it gave, sooner or safer.

It lists all pages anew for every element of the structure, which for 900 pages takes a seventh of the whole time. It
compresses each stream twice at zlib's level 9, once only to compute the file's identifier; once at level 6 takes a
sixth of the time, and the file is as small. And a stream that ends in CR gets a line feed behind it: who looks for the
line end before "endstream" would take the CR for part of it, and the conformance check would refuse the paper for a
fault it has not.
"""

import zlib
from typing import Any, cast

import pydyf

plain_data = pydyf.Stream.data.fget


def mend_writer() -> None:
    """Replace the two properties; doing it again changes nothing."""
    pydyf.PDF.page_references = property(_page_references)
    pydyf.Stream.data = property(_packed_data)


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """What pydyf's own property gives, made once for each number of pages."""
    kids = pdf.pages["Kids"]  # each page is three items: its number, 0 and R
    if len(getattr(pdf, "known_references", ())) * 3 != len(kids):
        pdf.known_references = tuple(b"%d 0 R" % number for number in kids[::3])
    return cast("tuple[bytes, ...]", pdf.known_references)


def _packed_data(stream: Any) -> bytes:
    """The stream as it is written; compressed when first asked for, and kept so."""
    if stream.compress:
        stream.compress = False
        content = zlib.compress(plain_data(stream).partition(b"\nstream\n")[2].removesuffix(b"\nendstream"))
        stream.stream = [content + b"\n" if content.endswith(b"\r") else content]
        stream.extra["Filter"] = "/FlateDecode"
    return cast("bytes", plain_data(stream))

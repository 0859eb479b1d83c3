"""What a paper may fetch while it is rendered: the files that were gathered for it, and nothing else.

Documents live under an invented root, file:///templates/ or file:///board/, which this fetcher alone can resolve.
Beside them
a drawing may stand in a stylesheet itself, as a data: URL. Everything else, the network above all, is refused; the
renderer reports a refusal, and a report is an error.
"""

import mimetypes
import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

DRAWING = "data:image/svg+xml,"
BASE_URL = "file:///templates/"


class OwnFetcher(URLFetcher):  # type: ignore[misc]  # the library ships no types
    """Resolves file:///<root>/<name> among the files of that root; no disk is touched."""

    def __init__(self, files: Mapping[str, Mapping[str, bytes]]) -> None:
        super().__init__(allowed_protocols=("file",))
        self._files = files

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 - the library's signature
        """The file's bytes. Raises ValueError for whatever was not gathered."""
        if url.startswith(DRAWING):
            return URLFetcherResponse(url, unquote_to_bytes(url[len(DRAWING) :]), {"Content-Type": "image/svg+xml"})
        parts = urlsplit(url)
        root, _, name = posixpath.normpath(unquote(parts.path)).lstrip("/").partition("/")
        if parts.scheme != "file" or parts.netloc or root not in self._files:
            message = f"{url} is outside the template and board folders; nothing else may be fetched"
            raise ValueError(message)
        if name not in self._files[root]:
            message = f"there is no file {name} in the {root} folder"
            raise ValueError(message)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self._files[root][name], {"Content-Type": kind})

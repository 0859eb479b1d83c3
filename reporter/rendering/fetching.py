"""What a paper may fetch while it is rendered: files of the template folders and of the board's own folder.

Documents live under an invented root, file:///templates/ or file:///board/, which this fetcher alone can resolve.
Everything else, the network above all, is refused; the renderer reports a refusal, and a report is an error.
"""

import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE_URL = "file:///templates/"


class FolderFetcher(URLFetcher):  # type: ignore[misc]  # the library ships no types
    """Resolves file:///<root>/<path> in the folders of that root, the first that has the file."""

    def __init__(self, roots: Mapping[str, Sequence[Path]]) -> None:
        super().__init__(allowed_protocols=("file",))
        self._folders = {root: [folder.resolve() for folder in folders] for root, folders in roots.items()}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 - the library's signature
        """The file's bytes. Raises ValueError for whatever is outside the folders or does not exist."""
        parts = urlsplit(url)
        root, _, path = unquote(parts.path).lstrip("/").partition("/")
        if parts.scheme != "file" or parts.netloc or root not in self._folders:
            message = f"{url} is outside the template and board folders; nothing else may be fetched"
            raise ValueError(message)
        for folder in self._folders[root]:
            file = (folder / path).resolve()
            if file.is_relative_to(folder) and file.is_file():
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})
        message = f"there is no file {path} in the {root} folder"
        raise ValueError(message)

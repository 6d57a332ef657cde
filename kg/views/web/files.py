"""The style sheets and scripts that pages load: ours beside the templates, and others brought in at set-up."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kg.views.page import ASSETS

VENDOR = ASSETS / "vendor"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class Assets:
    """Files by the name under which they are served, each with the hash that its address carries."""

    files: Mapping[str, Path]
    hashes: Mapping[str, str]

    @classmethod
    def read(cls, vendor: Path = VENDOR) -> Assets:
        """All there are now; a file that comes later is not served."""
        ours = [path for path in sorted((ASSETS / "web").iterdir()) if path.suffix in (".css", ".js", ".svg")]
        files = {path.name: path for path in (ASSETS / "page.css", *ours)}
        if vendor.is_dir():
            files |= {f"vendor/{path.name}": path for path in sorted(vendor.iterdir()) if path.suffix in _TYPES}
        return cls(files, {name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for name, path in files.items()})

    def has(self, name: str) -> bool:
        """Whether a file is there: those of `vendor/` are only after set-up."""
        return name in self.files

    def address(self, name: str) -> str:
        """The address of a file; it changes with the contents, so that a browser may keep what it has.

        Raises:
            KeyError: there is no such file; ask `has` for those of `vendor/`.
        """
        return f"/static/{name}?v={self.hashes[name]}"

    def serve(self, request: Request, name: str) -> Response | None:
        """The file itself; None where there is none of that name."""
        path = self.files.get(name)
        if path is None or not path.is_file():
            return None
        tag = f'"{self.hashes[name]}"'
        kept = "public, max-age=31536000, immutable" if request.query_params.get("v") == self.hashes[name] else "no-cache"
        headers = {"cache-control": kept, "etag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return FileResponse(path, media_type=kind, headers=headers)

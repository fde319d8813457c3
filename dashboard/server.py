"""The ASGI application: Streamlit, the pictures and the security headers in one process."""

from __future__ import annotations

import base64
import contextlib
import gc
import hashlib
import re
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from core.errors import YusaError
from core.images import picture
from core.thumbnails import ThumbnailCache
from dashboard import browse_link, failures, services
from dashboard.reruns import ClicksOnce
from dashboard.signing import PREFIX

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dashboard.signing import PictureAddress

SCRIPT = Path(__file__).with_name("app.py")
PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"})
"""What may be sent as a picture. SVG is not among them: it can carry scripts."""

BROWSER_KEEPS_S = 6 * 3600
CACHE_BYTES = 64 * 2**20


class PictureCache:
    """Keeps the most recently sent thumbnails, up to a number of bytes."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self.limit = limit
        self.held = 0
        self.entries: OrderedDict[tuple[Any, ...], tuple[bytes, str]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: tuple[Any, ...]) -> tuple[bytes, str] | None:
        """Return bytes and media type, or None."""
        with self.lock:
            entry = self.entries.get(key)
            if entry is not None:
                self.entries.move_to_end(key)
            return entry

    def put(self, key: tuple[Any, ...], entry: tuple[bytes, str]) -> None:
        """Keep an entry; the least recently used ones make room for it."""
        with self.lock:
            if key in self.entries or len(entry[0]) > self.limit:
                return
            self.entries[key] = entry
            self.held += len(entry[0])
            while self.held > self.limit:
                _key, (data, _type) = self.entries.popitem(last=False)
                self.held -= len(data)


_cache = PictureCache()
_thumbnails = ThumbnailCache()


def send_picture(request: Request) -> Response:
    """Send one picture of one item, found by the item's id and never by a path."""
    address = services.check_picture_url(f"{request.url.path}?{request.url.query}")
    if address is None:
        return PlainTextResponse("This picture address is not valid any more.", status_code=403)
    try:
        data, media_type = _load(address)
    except YusaError as error:
        # Not kept by the browser: the file may be put back.
        return PlainTextResponse(str(error), 404, headers={"Cache-Control": "no-store"})
    if media_type not in PICTURE_TYPES:
        return PlainTextResponse("Not a picture that a browser may show.", status_code=415)
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={BROWSER_KEEPS_S}, immutable"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=media_type, headers=headers)


def _load(address: PictureAddress) -> tuple[bytes, str]:
    ws = services.snapshot().ws
    key = (str(ws.path), ws.uuid, ws.generation, address.item_id, address.n, address.size)
    cached = _cache.get(key)
    if cached is None:
        made = picture(ws, address.item_id, address.n, address.size, _thumbnails)
        cached = (made.data, made.media_type)
        _cache.put(key, cached)
    return cached


def no_such_route(request: Request) -> Response:
    """Answer unknown API paths with 404; Streamlit alone would send its page with 200."""
    return JSONResponse({"error": f"There is nothing at {request.url.path}."}, status_code=404)


class SecurityHeaders:
    """Adds the headers that keep a page from running or loading anything foreign."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app = app
        self.headers = [
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"x-frame-options", b"SAMEORIGIN"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"content-security-policy", policy.encode()),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _value in message["headers"]}
                added = [pair for pair in self.headers if pair[0] not in given]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, send_with_headers)


class ViewLinks:
    """Sends addresses on whose page is elsewhere: views of Browse at the root, and ``/start``.

    Links were copied while Browse stood at the root, ``/?q=…``; the first page is at the root and
    nowhere else, but people type its name like the others'. A redirect leaves no step in the
    browser's history that would lead back into it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect, or pass the request on."""
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            query = scope["query_string"].decode("utf-8", "replace")
            target = _elsewhere(scope["path"], query)
            if target is not None:
                await RedirectResponse(target, status_code=302)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _elsewhere(path: str, query: str) -> str | None:
    """Return where a page is, relative, so that it holds behind a proxy that adds a folder."""
    if path == "/" and browse_link.names_view(name for name, _value in parse_qsl(query)):
        return f"browse?{query}"
    if path == "/start":
        return f"./?{query}" if query else "./"
    return None


def content_security_policy() -> str:
    """Return a policy under which Streamlit works and injected markup does nothing.

    Scripts come from this server (components' modules as ``blob:``) or are the inline ones of
    Streamlit's own page, known by their hashes. Styles need ``unsafe-inline``: emotion writes
    them at run time.
    """
    index = Path(st.__file__).parent / "static" / "index.html"
    inline = re.findall(r"<script>(.*?)</script>", index.read_text("utf-8"), re.DOTALL)
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in inline)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss: data: blob:",
            "worker-src 'self' blob:",
            "media-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-src 'self' blob: data:",
            "frame-ancestors 'self'",
        )
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[dict[str, Any], None]:
    """Take everything loaded so far out of the garbage collector's sight."""
    gc.collect()
    gc.freeze()
    yield {}


def build_app() -> st.App:
    """Return the application for an ASGI server."""
    return st.App(
        SCRIPT,
        routes=[
            Route(f"{PREFIX}/{{key}}/{{n}}/{{size}}", send_picture, methods=["GET"]),
            Route("/api", no_such_route),
            Route("/api/{rest:path}", no_such_route),
        ],
        lifespan=lifespan,
        on_script_error=failures.show,
        middleware=[
            Middleware(SecurityHeaders, policy=content_security_policy()),
            Middleware(ViewLinks),
            Middleware(ClicksOnce),
        ],
    )

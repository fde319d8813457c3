"""The routes beside the pages: pictures by signed address, 404 for the rest, safe headers."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from core.workspace import Workspace
from dashboard import server, services
from dashboard.signing import PREFIX


class Answer:
    """Status, headers and body of one response."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        start = messages[0]
        self.status: int = start["status"]
        self.headers = {k.decode().lower(): v.decode() for k, v in start["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:])


def get(url: str, headers: dict[str, str] | None = None) -> Answer:
    """Ask our routes, without a socket."""
    app = Starlette(
        routes=[
            Route(f"{PREFIX}/{{key}}/{{n}}/{{size}}", server.send_picture, methods=["GET"]),
            Route("/api/{rest:path}", server.no_such_route),
            Route("/{rest:path}", lambda _request: PlainTextResponse("a page")),
        ],
        middleware=[
            Middleware(server.SecurityHeaders, policy=server.content_security_policy()),
            Middleware(server.ViewLinks),
        ],
    )
    path, _, query = url.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "http_version": "1.1",
    }
    messages: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        messages.append(dict(message))

    asyncio.run(app(scope, receive, send))
    return Answer(messages)


@pytest.fixture
def picture_url(
    served: Callable[[Path], None], sample_path: Path, sample: Workspace
) -> Callable[..., str]:
    served(sample_path)

    def address(item_id: str = "Q03", n: int = 0, size: int = 240) -> str:
        item = sample.items.get(item_id)
        return services.picture_url(item, item.images[n], size)

    return address


def test_a_signed_picture_is_sent_in_its_size(picture_url: Callable[..., str]) -> None:
    answer = get(picture_url(size=240))
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.body)).size == (240, 180)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "private" in answer.headers["cache-control"]


def test_a_picture_the_browser_has_is_not_sent_again(picture_url: Callable[..., str]) -> None:
    url = picture_url()
    tag = get(url).headers["etag"]
    again = get(url, {"If-None-Match": tag})
    assert again.status == 304
    assert again.body == b""


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.split("?")[0],
        lambda url: url.replace("/240?", "/480?"),
        lambda url: url[:-1] + ("0" if url[-1] != "0" else "1"),
        lambda url: url.replace("/0/", "/1/"),
    ],
)
def test_a_changed_address_gets_nothing(
    picture_url: Callable[..., str], change: Callable[[str], str]
) -> None:
    answer = get(change(picture_url()))
    assert answer.status == 403
    assert b"PNG" not in answer.body


@pytest.mark.parametrize(("item_id", "name"), [("Q05", "missing"), ("Q06", "unreadable")])
def test_a_picture_that_cannot_be_shown_is_404(
    picture_url: Callable[..., str], item_id: str, name: str
) -> None:
    answer = get(picture_url(item_id))
    assert answer.status == 404
    assert name.encode() in answer.body


def test_only_pictures_are_sent(
    picture_url: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_load", lambda _address: (b"<svg/>", "image/svg+xml"))
    assert get(picture_url()).status == 415


def test_unknown_api_paths_are_404() -> None:
    answer = get("/api/anything")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "query",
    ["q=%EA%B0%80&lang=en", "model=a%2Bb&k=5", "where=subject%3D%EC%88%98", "find=x", "in=x"],
)
def test_a_link_to_a_view_at_the_root_leads_to_browse(query: str) -> None:
    answer = get(f"/?{query}")
    assert answer.status == 302
    assert answer.headers["location"] == f"browse?{query}"  # word for word
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address", ["/", "/?lang=en", "/?q=", "/?other=1", "/browse?q=a", "/compare?q=a", "/starting"]
)
def test_other_addresses_stay(address: str) -> None:
    assert get(address).body == b"a page"


@pytest.mark.parametrize(("address", "there"), [("/start", "./"), ("/start?lang=en", "./?lang=en")])
def test_the_first_page_is_found_by_its_name(address: str, there: str) -> None:
    answer = get(address)
    assert (answer.status, answer.headers["location"]) == (302, there)


def test_a_hostile_query_cannot_lead_elsewhere() -> None:
    for query in ("q=//evil.example", "q=%0d%0aX-Bad:%201", "q=1&next=http://evil.example"):
        answer = get(f"/?{query}")
        assert answer.headers["location"].startswith("browse?q=")
        assert "x-bad" not in answer.headers


def test_the_policy_allows_scripts_of_this_server_only() -> None:
    policy = dict(part.split(" ", 1) for part in server.content_security_policy().split("; "))
    assert "unsafe-inline" not in policy["script-src"]
    assert "unsafe-eval'" not in policy["script-src"].replace("wasm-unsafe-eval'", "")
    assert policy["object-src"] == "'none'"
    assert "sha256-" in policy["script-src"]
    for sources in policy.values():
        assert "http:" not in sources
        assert "https:" not in sources
        assert "*" not in sources


def test_the_cache_keeps_to_its_bound_and_drops_the_oldest() -> None:
    cache = server.PictureCache(limit=10)
    cache.put((1,), (b"aaaa", "image/png"))
    cache.put((2,), (b"bbbb", "image/png"))
    assert cache.get((1,)) is not None
    cache.put((3,), (b"cccc", "image/png"))
    assert cache.get((2,)) is None
    assert cache.get((1,)) is not None
    assert cache.held <= 10
    cache.put((4,), (b"x" * 11, "image/png"))
    assert cache.get((4,)) is None


def test_the_cache_counts_an_entry_once() -> None:
    cache = server.PictureCache(limit=10)
    for _ in range(5):
        cache.put((1,), (b"aaaa", "image/png"))
    assert cache.held == 4

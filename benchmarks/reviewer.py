"""One reviewer: a WebSocket session that speaks Streamlit's own messages, without a browser.

It opens Browse, and clicks on a neighbour's button again and again. A click ends when the server
says that the whole page has run; it counts as done only if the address then names another
question, so that a lost click can't pass for a fast one.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.timing import MS

_PATIENCE_S = 60.0
_BUTTON = "browse.button.select."
_MAX_BYTES = 64 * 2**20
_DONE = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
}


class ReviewerError(RuntimeError):
    """The server did not do what a browser would have needed."""


@dataclass
class Reviewer:
    """A session.

    Attributes:
        host: address and port of the server.
        query: id of the question to begin with.
        variant: whose neighbours.
        seed: of thinking times and ranks.
    """

    host: str
    query: str
    variant: str
    seed: int
    times_ms: list[float] = field(default_factory=list)
    bytes_read: int = 0
    _socket: ClientConnection | None = None
    _buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By user key: the widget's id, and the fragment that it belongs to."""
    _address: str = ""
    _page: str = ""
    _faults: list[str] = field(default_factory=list)

    async def open(self) -> float:
        """Connect and draw the first page; milliseconds.

        Raises:
            ReviewerError: the page failed.
        """
        began = time.perf_counter()
        self._socket = await connect(
            f"ws://{self.host}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=f"http://{self.host}",  # type: ignore[arg-type]
            max_size=_MAX_BYTES,
            compression=None,
        )
        self._address = urlencode({"q": self.query, "model": self.variant})
        message = BackMsg()
        message.rerun_script.query_string = self._address
        message.rerun_script.page_name = "browse"
        message.rerun_script.is_auto_rerun = False
        await self._send_and_wait(message)
        if not self._buttons:
            raise ReviewerError("the first page has no neighbours to click on")
        return (time.perf_counter() - began) * MS

    async def click(self, rank: int) -> float:
        """Make the neighbour of this rank the question; milliseconds until the page has run.

        Raises:
            ReviewerError: no such button, an error on the page, or the question stayed.
        """
        if f"{_BUTTON}{rank}" not in self._buttons:
            raise ReviewerError(f"there is no neighbour {rank}")
        widget, fragment = self._buttons[f"{_BUTTON}{rank}"]
        message = BackMsg()
        message.rerun_script.query_string = self._address
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.fragment_id = fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = widget
        state.trigger_value = True
        before = self._question()
        began = time.perf_counter()
        await self._send_and_wait(message)
        elapsed = (time.perf_counter() - began) * MS
        if self._question() == before:
            raise ReviewerError(f"the click on neighbour {rank} of {before} was lost")
        self.times_ms.append(elapsed)
        return elapsed

    async def review(self, clicks: int, think_s: tuple[float, float]) -> None:
        """Click ``clicks`` times, thinking in between."""
        rng = Random(self.seed)  # noqa: S311 - reproducible, not secret
        for _ in range(clicks):
            await asyncio.sleep(rng.uniform(*think_s))
            await self.click(rng.randint(1, 10))

    async def close(self) -> None:
        """Leave, as a closed tab does."""
        if self._socket is not None:
            await self._socket.close()

    def _question(self) -> str:
        return parse_qs(self._address).get("q", [""])[-1]

    async def _send_and_wait(self, message: BackMsg) -> None:
        assert self._socket is not None  # noqa: S101 - open() comes first
        self._faults = []
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(_PATIENCE_S):
            while not self._read(await self._socket.recv()):
                pass
        if self._faults:
            raise ReviewerError("; ".join(self._faults))

    def _read(self, data: bytes | str) -> bool:
        """Take in one message; True once the whole page has run."""
        if isinstance(data, str):
            raise ReviewerError("the server sent text")
        self.bytes_read += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._note(message.delta)
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._address = message.page_info_changed.query_string
        elif kind == "script_finished":
            # A click starts the fragment's run, whose callback asks for the whole page: that one
            # counts, and its predecessors end "early for rerun".
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                self._faults.append("the script could not be compiled")
            return message.script_finished in _DONE
        return False

    def _note(self, delta: Any) -> None:
        """Remember buttons and errors."""
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "button" and _BUTTON in element.button.id:
            key = _BUTTON + element.button.id.rsplit(_BUTTON, 1)[1]
            self._buttons[key] = (element.button.id, delta.fragment_id)
        elif kind == "exception":
            self._faults.append(f"an exception is shown: {element.exception.message[:200]}")

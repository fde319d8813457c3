"""A session over the WebSocket that speaks Streamlit's own messages, without a browser."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

if TYPE_CHECKING:
    from collections.abc import Collection

_PATIENCE_S = 60.0
_MAX_BYTES = 64 * 2**20
PAGE: Final = frozenset({ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR})
"""How a run of the whole page ends."""
FRAGMENT: Final = PAGE | {ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
"""How a run of the page or of a part of it ends."""


class SessionError(RuntimeError):
    """The server did not do what a browser would have needed."""


@dataclass
class Session:
    """One tab; :meth:`note` is told of every element that is drawn.

    Attributes:
        host: address and port of the server.
        address: query string of the page, as the server changed it last.
        buttons: by user key: the widget's id, and the fragment that it belongs to.
        faults: errors that the last run showed.
    """

    host: str
    address: str = ""
    bytes_read: int = 0
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _socket: ClientConnection | None = None
    _page: str = ""

    async def visit(self, page: str, address: str) -> None:
        """Connect and draw a page whole.

        Raises:
            SessionError: the page failed.
        """
        self._socket = await connect(
            f"ws://{self.host}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=f"http://{self.host}",  # type: ignore[arg-type]
            max_size=_MAX_BYTES,
            compression=None,
        )
        self.address = address
        message = BackMsg()
        message.rerun_script.query_string = address
        message.rerun_script.page_name = page
        message.rerun_script.is_auto_rerun = False
        await self.send(message)
        await self.finish(PAGE)

    async def press(self, key: str, ends: Collection[int]) -> None:
        """Press a button and wait until what it asked for has run.

        Args:
            key: the button's own.
            ends: :data:`PAGE` or :data:`FRAGMENT`.

        Raises:
            SessionError: there is no such button, or an error is shown.
        """
        if key not in self.buttons:
            raise SessionError(f"there is no button {key}")
        widget, fragment = self.buttons[key]
        message = BackMsg()
        message.rerun_script.query_string = self.address
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.fragment_id = fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = widget
        state.trigger_value = True
        await self.send(message)
        await self.finish(ends)

    async def close(self) -> None:
        """Leave, as a closed tab does."""
        if self._socket is not None:
            await self._socket.close()

    async def send(self, message: BackMsg) -> None:
        """Send without waiting for an answer."""
        assert self._socket is not None  # noqa: S101 - visit() comes first
        self.faults = []
        await self._socket.send(message.SerializeToString())

    async def finish(self, ends: Collection[int]) -> None:
        """Read until a run ends in one of these ways.

        Raises:
            SessionError: it showed an error, or nothing came for a minute.
        """
        assert self._socket is not None  # noqa: S101 - visit() comes first
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while not self._read(await self._socket.recv(), ends):
                    pass
        except TimeoutError as fault:
            raise SessionError(f"no answer in {_PATIENCE_S:.0f} s") from fault
        if self.faults:
            raise SessionError("; ".join(self.faults))

    def note(self, kind: str, element: Any) -> None:
        """Take notice of an element; for those who inherit."""

    def _read(self, data: bytes | str, ends: Collection[int]) -> bool:
        """Take in one message; True once the run has ended."""
        if isinstance(data, str):
            raise SessionError("the server sent text")
        self.bytes_read += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._note(message.delta)
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.address = message.page_info_changed.query_string
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                self.faults.append("the script could not be compiled")
            return message.script_finished in ends
        return False

    def _note(self, delta: Any) -> None:
        """Remember buttons and errors."""
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "button":
            # $$ID-<hash>-<key>; the hash has no hyphen.
            key = element.button.id.split("-", 2)[-1]
            self.buttons[key] = (element.button.id, delta.fragment_id)
        elif kind == "exception":
            self.faults.append(f"an exception is shown: {element.exception.message[:200]}")
        self.note(kind, element)

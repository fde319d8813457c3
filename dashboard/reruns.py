"""What browsers ask the server to run, put right before Streamlit reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TRIGGERS: Final = frozenset(
    {"trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"}
)


def without_clicks(sent: bytes) -> bytes:
    """Take the clicks out of a message that a timer sent; leave every other one as it is.

    Streamlit's page keeps a click until its next turn and sends it then. A fragment that runs every
    so often (``run_every``) may send in between, with the click in it, and the click would be
    applied twice: two steps instead of one, or a list opened and closed again.
    """
    message = BackMsg()
    try:
        message.ParseFromString(sent)
    except DecodeError:
        return sent  # Streamlit says what it thinks of it
    if message.WhichOneof("type") != "rerun_script" or not message.rerun_script.is_auto_rerun:
        return sent
    states = message.rerun_script.widget_states
    kept = [state for state in states.widgets if state.WhichOneof("value") not in _TRIGGERS]
    if len(kept) == len(states.widgets):
        return sent
    del states.widgets[:]
    states.widgets.extend(kept)
    rest: bytes = message.SerializeToString()
    return rest


class ClicksOnce:
    """Lets every click reach the pages once; see :func:`without_clicks`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; of a WebSocket every message that comes in is looked at."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def look() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and message.get("bytes"):
                message = {**message, "bytes": without_clicks(message["bytes"])}
            return message

        await self.app(scope, look, send)

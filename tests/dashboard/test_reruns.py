"""A click counts once, also where a timer of the page would send it along."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from dashboard.reruns import ClicksOnce, without_clicks


def rerun(*, is_auto_rerun: bool) -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = "q=MA-0001"
    message.rerun_script.fragment_id = "watch"
    message.rerun_script.is_auto_rerun = is_auto_rerun
    clicked = WidgetState(id="next", trigger_value=True)
    pressed = WidgetState(id="keys", json_trigger_value='[{"event":"log","value":{}}]')
    chosen = WidgetState(id="gt", string_value="hybrid")
    message.rerun_script.widget_states.widgets.extend([clicked, chosen, pressed])
    return message


def test_a_timer_sends_no_clicks_and_all_else() -> None:
    expected = rerun(is_auto_rerun=True)
    chosen = expected.rerun_script.widget_states.widgets[1]
    del expected.rerun_script.widget_states.widgets[2]
    del expected.rerun_script.widget_states.widgets[0]
    assert expected.rerun_script.widget_states.widgets[0] == chosen
    got = BackMsg()
    got.ParseFromString(without_clicks(rerun(is_auto_rerun=True).SerializeToString()))
    assert got == expected


@pytest.mark.parametrize(
    "sent",
    [
        rerun(is_auto_rerun=False).SerializeToString(),
        BackMsg(stop_script=True).SerializeToString(),
        b"\xff\xfe no message",
        b"",
    ],
)
def test_every_other_message_stays_as_it_was_sent(sent: bytes) -> None:
    assert without_clicks(sent) is sent


def test_only_what_comes_in_on_a_websocket_is_looked_at() -> None:
    sent = rerun(is_auto_rerun=True).SerializeToString()
    came: list[Any] = []

    async def app(_scope: Any, receive: Any, _send: Any) -> None:
        came.append(await receive())

    def pass_on(scope: str, message: dict[str, Any]) -> Any:
        async def receive() -> dict[str, Any]:
            return message

        asyncio.run(ClicksOnce(app)({"type": scope}, receive, None))  # type: ignore[arg-type]
        return came.pop()

    binary = {"type": "websocket.receive", "bytes": sent}
    assert pass_on("websocket", binary)["bytes"] == without_clicks(sent)
    for message in (
        {"type": "websocket.receive", "text": "hello"},
        {"type": "websocket.receive", "bytes": None, "text": "hello"},
        {"type": "websocket.disconnect", "code": 1000},
    ):
        assert pass_on("websocket", message) is message
    assert pass_on("http", binary) is binary

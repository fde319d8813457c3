"""Keys that come faster than a page is drawn, over a real WebSocket: none is lost or doubled.

A browser sends what the server hasn't acknowledged, with the address that it knows; while one run
is at work, the next is asked for already, and the next.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.serving import serving
from benchmarks.wire import Session
from core.workspace import Workspace
from dashboard.app_pages import browse

PRESSES = 40
SLOWEST_S = 0.005
PATIENCE_S = 60


@dataclass
class Walker(Session):
    """A session on Browse."""

    component: str = ""
    taken: tuple[str, int] = ("", 0)

    def note(self, kind: str, element: Any) -> None:
        """Read which keys the server has acknowledged."""
        if kind == "bidi_component" and browse.KEYS in element.bidi_component.id:
            self.component = element.bidi_component.id
            log, number = json.loads(element.bidi_component.json)["taken"]
            self.taken = (log, number)

    def press(self, log: str, keys: list[dict[str, Any]]) -> BackMsg:
        """Return what a browser sends with another key."""
        message = BackMsg()
        message.rerun_script.query_string = self.address
        message.rerun_script.page_script_hash = self._page
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.component
        left = [key for key in keys if self.taken[0] != log or key["n"] > self.taken[1]]
        state.json_value = json.dumps({"log": {"log": log, "keys": left}})
        return message

    async def listen(self) -> None:
        """Take in whatever the server sends."""
        assert self._socket is not None
        while True:
            self._read(await self._socket.recv(), ())


async def walk(port: int, first: str, seed: int) -> tuple[str, list[str]]:
    """Press arrows; return the question that is shown in the end, and what went wrong."""
    rng, log = random.Random(seed), f"log {seed}"
    session = Walker(f"127.0.0.1:{port}")
    await session.visit("browse", f"q={first}")
    assert session.component
    listening = asyncio.create_task(session.listen())
    keys: list[dict[str, Any]] = []
    for number in range(1, PRESSES + 1):
        code = "ArrowLeft" if number % 4 == 3 else "ArrowRight"
        keys.append({"n": number, "code": code})
        await session.send(session.press(log, keys))
        await asyncio.sleep(rng.uniform(0, SLOWEST_S))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            while session.taken != (log, PRESSES):
                await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)  # whatever is still on its way would come now
    listening.cancel()
    await session.close()
    return parse_qs(session.address)["q"][-1], session.faults


@pytest.mark.timeout(300)
def test_no_key_is_lost_or_doubled_however_fast_they_come(demo_workspace: Path) -> None:
    ids = Workspace.open(demo_workspace).items.ids
    with serving(demo_workspace) as server:
        for seed in range(3):
            shown, faults = asyncio.run(walk(server.port, ids[100], seed))
            assert (shown, faults) == (ids[100 + PRESSES // 2], [])

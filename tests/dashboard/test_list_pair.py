"""Two lists side by side."""

from __future__ import annotations

from core.types import Neighbour
from dashboard.components.comparing.list_pair import Move, moves


def test_moves_between_two_lists() -> None:
    before = [Neighbour(n, key, 0.5) for n, key in enumerate("wxyz", start=1)]
    after = [Neighbour(n, key, 0.5) for n, key in enumerate("zxwn", start=1)]
    assert moves(before, after) == {
        "z": Move("up", 3, 4),
        "x": Move("same", 0, 2),
        "w": Move("down", 2, 1),
        "n": Move("new"),
    }

"""Choices among names that people gave, variants and ground truths: wide enough to be read."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import natural, palette, services
from dashboard.context import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dashboard.context import Page

_NARROWEST, _WIDEST = 132, 560
_FRAME_PX = 58
_ICON_PX = 26
_CHAR_PX = 7.6
_CAPITAL_PX = 9.8
_WIDE_PX = 14.0
_LONGEST = 16
_AFTER = re.compile(r"[_/-](?=.)")
_PARTS = re.compile(r"[^_\-/ ]*[_\-/ ]+|[^_\-/ ]+")


def width_px(labels: Iterable[str], *, icon: bool = False) -> int:
    """Return the width of a selector that shows each of the labels whole.

    Estimated, as the browser's font isn't known here; a selector is never wider than its row.
    """
    widest = max((sum(map(_char_px, label)) for label in labels), default=0.0)
    return min(_WIDEST, max(_NARROWEST, round(widest + _FRAME_PX + _ICON_PX * icon)))


def breakable(words: str, longest: int = _LONGEST) -> str:
    """Let long names go on in the next line after ``_``, ``-`` and ``/`` rather than anywhere.

    For display alone: whoever copies such a name copies the invisible chances, too.

    Args:
        words: names and what stands between them.
        longest: characters of a name that always has room.
    """
    long = re.compile(rf"\S{{{longest + 1},}}")
    return long.sub(lambda name: _AFTER.sub("\\g<0>\N{ZERO WIDTH SPACE}", name[0]), words)


def lines(name: str, chars: int, most: int = 2) -> list[str]:
    """Break a name into lines of about ``chars``: after ``_``, ``-``, ``/`` or a space.

    A part that is longer by itself stays whole up to twice that; what is cut ends in an ellipsis.
    """
    found = [""]
    for part in _PARTS.findall(name):
        if found[-1] and len(found[-1]) + len(part.rstrip()) > chars:
            found.append("")
        found[-1] += part
    if len(found) > most:
        found[most - 1 :] = ["".join(found[most - 1 :])[: chars - 1] + "…"]
    cut = [line if len(line) <= 2 * chars else line[: 2 * chars - 1] + "…" for line in found]
    return [line.strip() for line in cut]


def _char_px(char: str) -> float:
    # Shapes such as ● are "ambiguous": as wide as Hangul in Korean fonts.
    if unicodedata.east_asian_width(char) in "WFA":
        return _WIDE_PX
    return _CAPITAL_PX if char.isupper() else _CHAR_PX


def variant(
    page: Page,
    value: str | None,
    *,
    key: str,
    label: str,
    on_change: Callable[..., None],
    args: Sequence[Any],
    label_shown: bool = True,
) -> None:
    """Draw the choice of a variant; ``label`` is its phrase, ``key`` the widget's."""
    names = sorted(page.ws.variant_names, key=natural.key)
    slots = page.ws.variant_slots
    shown = {name: f"{palette.mark(name, slots).shape} {name}" for name in names}
    select(key, value)
    st.selectbox(
        page.t(label),
        names,
        key=key,
        format_func=shown.__getitem__,
        label_visibility="visible" if label_shown else "collapsed",
        width=width_px(shown.values()),
        on_change=on_change,
        args=tuple(args),
    )


def ground_truth(
    page: Page,
    value: str | None,
    *,
    key: str,
    on_change: Callable[..., None],
    args: Sequence[Any] = (),
    label_shown: bool = True,
) -> None:
    """Draw the choice of a ground truth; nothing where there is only one."""
    names = services.offer(page.ws).gts
    if len(names) < 2:
        return
    select(key, value)
    st.selectbox(
        page.t("near.gt"),
        names,
        key=key,
        format_func=str,
        icon=":material/fact_check:",
        label_visibility="visible" if label_shown else "collapsed",
        width=width_px(names, icon=True),
        on_change=on_change,
        args=tuple(args),
    )

"""A lock that is passed on in the order in which it was asked for."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Final, Self
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import Hashable


class Turns:
    """One at a time, first come, first served.

    ``threading.Lock`` lets whoever runs take it again at once, so that of many annotators one may
    wait for several others' second judgments.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._owner: int | None = None
        self._waiting: deque[threading.Lock] = deque()

    def acquire(self) -> None:
        """Wait for one's turn.

        Raises:
            RuntimeError: it is this thread's turn already; it would wait for itself.
        """
        me = threading.get_ident()
        with self._guard:
            if self._owner == me:
                raise RuntimeError("A writer asked for its turn again before it was done.")
            if not self._taken:
                self._taken, self._owner = True, me
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            mine.acquire()  # until release() opens it
        except BaseException:
            with self._guard:
                is_waiting = mine in self._waiting
                if is_waiting:
                    self._waiting.remove(mine)
            if not is_waiting:
                self.release()
            raise
        self._owner = me

    def release(self) -> None:
        """End one's turn."""
        with self._guard:
            self._owner = None
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


_GUARD: Final = threading.Lock()
_PLACES: Final = WeakValueDictionary["Hashable", Turns]()


def turns_at(place: Hashable) -> Turns:
    """The line of all writers of this process at one place, as long as any of them is there."""
    with _GUARD:
        return _PLACES.setdefault(place, Turns())

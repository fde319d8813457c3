"""Which indexes stay in memory: the least used go when a limit is passed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from core.index import VectorIndex


class Residency:
    """Loads each index once, whoever asks first, and releases the least recently used ones.

    Safe to use from several threads. A released index lives on until the searches that hold it
    have ended; the one asked for is never released, even if it alone passes the limit.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loading: dict[Hashable, threading.Lock] = {}
        self._loaded: OrderedDict[Hashable, VectorIndex] = OrderedDict()

    def get(self, key: Hashable, load: Callable[[], VectorIndex], limit_bytes: int) -> VectorIndex:
        """The index of ``key``, loaded by ``load`` if it isn't there."""
        found = self._look(key)
        if found is not None:
            return found
        with self._lock:
            gate = self._loading.setdefault(key, threading.Lock())
        with gate:  # others who want the same index wait here instead of loading it again
            found = self._look(key)
            if found is None:
                found = load()
                self._keep(key, found, limit_bytes)
        return found

    def bytes_of(self, key: Hashable) -> int:
        """Memory that the index of ``key`` takes; 0 while it isn't loaded."""
        with self._lock:
            index = self._loaded.get(key)
            return 0 if index is None else index.bytes

    def _look(self, key: Hashable) -> VectorIndex | None:
        with self._lock:
            found = self._loaded.get(key)
            if found is not None:
                self._loaded.move_to_end(key)
            return found

    def _keep(self, key: Hashable, index: VectorIndex, limit_bytes: int) -> None:
        with self._lock:
            self._loaded[key] = index
            self._loading.pop(key, None)
            while (
                len(self._loaded) > 1
                and sum(other.bytes for other in self._loaded.values()) > limit_bytes
            ):
                self._loaded.popitem(last=False)

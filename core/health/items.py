"""Facts about the item table and its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.health.naming import groups_of, ids_of
from core.health.report import ItemHealth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.items import ItemStore
    from core.picture_check import Check


def item_health(store: ItemStore, pictured: np.ndarray, checks: Mapping[str, Check]) -> ItemHealth:
    """Look through the item table.

    Args:
        store: the items.
        pictured: (items,) bool, whether an item has a picture.
        checks: what was found out about pictures since the import, by path.
    """
    empty = np.zeros(len(store), dtype=bool)
    empty[[store.positions[key] for key in store.empty_texts()]] = True
    pictures = store.image_counts()
    faulty = {status: set(store.with_image_status(status)) for status in pictures}
    hashes = store.picture_hashes()
    if checks:
        # What was found out since the import, where the files are still the same.
        faulty["unchecked"] = set()
        for position, path in store.unchecked_pictures():
            check = checks.get(path)
            if check is None:
                faulty["unchecked"].add(position)
                continue
            pictures["unchecked"] -= 1
            pictures[check.status] += 1
            faulty[check.status].add(position)
            if check.status == "ok" and check.sha256:
                hashes.append((position, check.sha256))
    return ItemHealth(
        count=len(store),
        hash=store.hash,
        without_picture=ids_of(store, np.flatnonzero(~pictured)),
        pictures=pictures,
        faulty={
            status: ids_of(store, sorted(faulty[status]))
            for status, count in pictures.items()
            if status != "ok" and count
        },
        empty_texts=ids_of(store, np.flatnonzero(empty & pictured)),
        empty=ids_of(store, np.flatnonzero(empty & ~pictured)),
        same_text=groups_of(store, store.same_text()),
        same_content=groups_of(
            store, [g for g in store.same_content() if pictured[g[0]] or not empty[g[0]]]
        ),
        same_picture=groups_of(store, _sharing(hashes)),
    )


def _sharing(hashes: Iterable[tuple[int, str]]) -> list[list[int]]:
    """Groups of items that have a picture of the same bytes."""
    groups: dict[str, dict[int, None]] = {}
    for position, digest in hashes:
        groups.setdefault(digest, {})[position] = None
    return [sorted(group) for group in groups.values() if len(group) > 1]

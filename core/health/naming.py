"""Places in the item table, told as ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.health.report import Groups, Ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np

    from core.items import ItemStore


def ids_of(store: ItemStore, positions: Sequence[int] | np.ndarray) -> Ids:
    """The items at these places, in their order."""
    return Ids(len(positions), tuple(store.ids[int(p)] for p in positions))


def groups_of(store: ItemStore, groups: Iterable[Sequence[int]]) -> Groups:
    """Groups of places, in the order of their first ones."""
    ordered = sorted(groups, key=lambda group: group[0])
    return Groups(
        len(ordered),
        sum(len(group) for group in ordered),
        tuple(tuple(store.ids[int(p)] for p in group) for group in ordered),
    )

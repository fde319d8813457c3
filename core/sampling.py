"""Draw new queries so that each value of a field has its share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.errors import Reason, SampleError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from core.workspace import Workspace


@dataclass(frozen=True)
class Stratum:
    """The items with one value of the field.

    Attributes:
        value: of the field; empty for items without one.
        available: items that could be drawn.
        drawn: items that were.
    """

    value: str
    available: int
    drawn: int


@dataclass(frozen=True)
class Sample:
    """What was drawn: reproducible from seed, field and number, while the items stay the same."""

    seed: int
    field: str
    queries: tuple[str, ...]
    strata: tuple[Stratum, ...]


def sample_queries(
    workspace: Workspace, field: str, n: int, seed: int, without: Collection[str] = ()
) -> Sample:
    """Draw items to be new queries, each value of ``field`` in proportion to its items.

    Queries of the workspace's ground truths are not drawn again, nor are items that lack a vector
    in some variant: that variant couldn't be measured on them.

    Args:
        workspace: where items, variants and ground truths live.
        field: of the items, such as ``subject``; an item with several values counts for the first.
        n: how many.
        seed: another seed draws others.
        without: further ids to leave out.

    Raises:
        FilterError: a field that no item has.
        SampleError: more than there are, or none.
    """
    items = workspace.items
    fit = np.ones(len(items), dtype=bool)
    taken = {query for name in workspace.gt_names for query in workspace.gt(name).queries}
    places = [items.positions[key] for key in taken.union(without) if key in items.positions]
    fit[places] = False
    for name in workspace.variant_names:
        fit &= workspace.variant(name).row_of >= 0
    strata = {
        value: [items.ids[place] for place in positions[fit[positions]]]
        for value, positions in items.strata(field).items()
    }
    return draw(strata, field, n, seed)


def draw(strata: Mapping[str, Sequence[str]], field: str, n: int, seed: int) -> Sample:
    """Draw ``n`` ids, from each value in proportion to how many it has.

    Within a value the ids with the lowest SHA-256 over seed, field and id are drawn, so that one
    id more or less in the data changes no more of the sample than it has to.

    Raises:
        SampleError: more than there are, or none.
    """
    total = sum(map(len, strata.values()))
    if not 1 <= n <= total:
        if not total:
            raise SampleError(
                "No item is left to draw: each is a query already, or lacks a vector.",
                reason=Reason("sample.none"),
            )
        raise SampleError(
            f"{n} queries can't be drawn: {total} items are no query yet and have a vector in "
            f"every variant. Ask for 1 to {total}.",
            reason=Reason("sample.many", n=n, total=total),
        )
    shares = proportional({value: len(ids) for value, ids in strata.items()}, n)
    queries = [
        key
        for value, ids in strata.items()
        for key in sorted(ids, key=lambda key: _lot(seed, field, key))[: shares[value]]
    ]
    return Sample(
        seed,
        field,
        tuple(sorted(queries)),
        tuple(Stratum(value, len(strata[value]), shares[value]) for value in sorted(strata)),
    )


def proportional(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Shares of ``n`` in proportion to sizes, by the method of largest remainders (Hamilton's).

    Of equal remainders the larger size goes first, then the lower name. No share is above its
    size where ``n`` is no more than their sum.
    """
    total = sum(sizes.values())
    shares = {name: n * size // total for name, size in sizes.items()}
    remainders = sorted(sizes, key=lambda name: (-(n * sizes[name] % total), -sizes[name], name))
    for name in remainders[: n - sum(shares.values())]:
        shares[name] += 1
    return shares


def _lot(seed: int, field: str, key: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{field}\n{key}".encode()).digest()

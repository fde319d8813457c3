"""Exact neighbours through the opened product, against rivals over the same rows."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import data, oracle, rivals
from benchmarks.data import Say, Spec
from benchmarks.timing import Spread, spread, take_turns
from core.search import Pool, make_pool, neighbours, rank_queries
from core.workspace import Workspace

CHECKED_QUERIES = 20
FILTERS = ("1%", "10%", "50%")
BATCH = 88
_DEPTH = 10


@dataclass(frozen=True)
class Bench:
    """An opened workspace, its first variant, the same rows in memory, and the queries."""

    workspace: Workspace
    variant: str
    matrix: np.ndarray
    ids: list[str]
    """Of the rows of ``matrix``."""
    queries: np.ndarray
    """(queries,) row numbers."""

    @classmethod
    def open(cls, path: Path, queries: int, seed: int) -> Bench:
        """Open the workspace and draw the queries."""
        workspace = Workspace.open(path)
        name = data.variant_name(0)
        variant = workspace.variant(name)
        ids = [workspace.items.ids[position] for position in variant.positions]
        drawn = np.random.default_rng([seed, 8]).permutation(len(ids))[:queries]
        return cls(workspace, name, np.array(variant.matrix), ids, drawn)

    def asked(self, turn: int) -> np.ndarray:
        """(1, dim) vector of the round's query."""
        row = self.queries[turn]
        return self.matrix[row : row + 1]

    def rival(self, ask: rivals.Ask, k: int) -> Callable[[int], object]:
        """A rival as :func:`take_turns` wants it; it finds the query too, so one more is asked."""
        return lambda turn: ask(self.asked(turn), k + 1)


def ids_equal(
    bench: Bench, k: int, pool: Pool | None = None, allowed: np.ndarray | None = None
) -> bool:
    """Whether the product's ids are those of an independent brute force.

    Args:
        bench: what is measured.
        k: neighbours per query.
        pool: the candidates, as the product takes them; all without it.
        allowed: the same candidates as row numbers.
    """
    rows = bench.queries[:CHECKED_QUERIES].tolist()
    expected = oracle.canonical_top(bench.matrix, bench.ids, rows, k, allowed)
    found = [
        [near.id for near in neighbours(bench.workspace, bench.ids[row], bench.variant, k, pool)]
        for row in rows
    ]
    return found == expected


def batch_ids_equal(bench: Bench, pool: Pool) -> bool:
    """Whether many queries at once get the ids that brute force gives them."""
    rows = bench.queries[:CHECKED_QUERIES].tolist()
    expected = oracle.canonical_top(bench.matrix, bench.ids, rows, _DEPTH)
    wanted = [(bench.ids[row], ()) for row in rows]
    found = rank_queries(bench.workspace, bench.variant, wanted, pool, _DEPTH)
    return [list(ranking.top) for ranking in found] == expected


def best_exact(medians: Mapping[str, float]) -> str | None:
    """The fastest rival that is not the product nor the flat index."""
    names = [name for name in medians if name not in {"ours", "flat"}]
    return min(names, key=lambda name: medians[name], default=None)


def summary(times: Mapping[str, list[float]]) -> dict[str, object]:
    """The figures of one cell: ours, flat, the best rival, both ratios and every spread."""
    spreads: dict[str, Spread] = {name: spread(values) for name, values in times.items()}
    medians = {name: found.median for name, found in spreads.items()}
    best = best_exact(medians)
    ours = medians["ours"]
    return {
        "ours_ms": round(ours, 3),
        "flat_ms": round(medians["flat"], 3),
        "best_rival": best,
        "best_rival_ms": None if best is None else round(medians[best], 3),
        "ratio_flat": round(medians["flat"] / ours, 2),
        "ratio_best": None if best is None else round(medians[best] / ours, 2),
        "spreads_ms": {name: found.as_json() for name, found in spreads.items()},
    }


def exact_rivals(matrix: np.ndarray) -> dict[str, rivals.Ask]:
    """The rivals that return exact float32 scores."""
    asks = {"flat": rivals.flat(matrix), "knn": rivals.knn(matrix), "numpy": rivals.numpy(matrix)}
    if rivals.HAS_USEARCH:
        asks["usearch_f32"] = rivals.usearch_exact(matrix)
    return asks


def top_k(bench: Bench, k: int) -> dict[str, object]:
    """One query at a time over everything."""
    contenders: dict[str, Callable[[int], object]] = {
        name: bench.rival(ask, k) for name, ask in exact_rivals(bench.matrix).items()
    }
    contenders["ours"] = lambda turn: neighbours(
        bench.workspace, bench.ids[bench.queries[turn]], bench.variant, k
    )
    return summary(take_turns(contenders, len(bench.queries)))


def filtered(bench: Bench, share: str, k: int) -> dict[str, object]:
    """One query at a time over the items that a filter selects."""
    pool = make_pool(bench.workspace, where=(("share", share),))
    allowed = np.flatnonzero(
        np.asarray(pool.mask)[bench.workspace.variant(bench.variant).positions]
    )
    contenders: dict[str, Callable[[int], object]] = {
        "flat": bench.rival(rivals.flat_filtered(bench.matrix, allowed), k),
        "numpy": bench.rival(rivals.numpy(bench.matrix, allowed), k),
        "numpy_gather": bench.rival(rivals.numpy_gather(bench.matrix, allowed), k),
        "ours": lambda turn: neighbours(
            bench.workspace, bench.ids[bench.queries[turn]], bench.variant, k, pool
        ),
    }
    times = take_turns(contenders, min(30, len(bench.queries)))
    return {
        "selected": len(allowed),
        **summary(times),
        "ids_equal": ids_equal(bench, k, pool, allowed),
    }


def batch(bench: Bench, size: int = BATCH, rounds: int = 5) -> dict[str, object]:
    """``size`` queries at once, as an evaluation over the whole corpus asks them."""
    rows = np.resize(bench.queries, size)
    vectors = bench.matrix[rows]
    wanted = [(bench.ids[row], ()) for row in rows]
    pool = make_pool(bench.workspace)
    contenders: dict[str, Callable[[int], object]] = {
        name: partial(_ask_all, ask, vectors) for name, ask in exact_rivals(bench.matrix).items()
    }
    contenders["ours"] = lambda _turn: rank_queries(
        bench.workspace, bench.variant, wanted, pool, _DEPTH
    )
    times = take_turns(contenders, rounds, warm_up=1)
    return {"queries": size, **summary(times), "ids_equal": batch_ids_equal(bench, pool)}


def _ask_all(ask: rivals.Ask, vectors: np.ndarray, _turn: int) -> object:
    return ask(vectors, _DEPTH + 1)


def approximate(bench: Bench, *, with_hnsw: bool) -> dict[str, dict[str, object]]:
    """Rivals that lose something: milliseconds, and recall@10 against the exact rows.

    Each is built, timed beside ours and dropped, because together they would fill the memory.
    """
    builders: dict[str, Callable[[np.ndarray], rivals.Ask]] = {"faiss_sq_fp16": rivals.scalar_fp16}
    if rivals.HAS_USEARCH:
        builders["usearch_f16"] = partial(rivals.usearch_exact, dtype="f16")
    if with_hnsw:
        builders["faiss_hnsw"] = rivals.hnsw
    exact = _found(bench, rivals.knn(bench.matrix))
    figures: dict[str, dict[str, object]] = {}
    for name, build in builders.items():
        ask = build(bench.matrix)
        times = take_turns({name: bench.rival(ask, _DEPTH)}, min(30, len(bench.queries)))
        recall = oracle.recall(_found(bench, ask), exact)
        figures[name] = {**spread(times[name]).as_json(), "recall_at_10": round(recall, 4)}
        del ask
        gc.collect()
    return figures


def _found(bench: Bench, ask: rivals.Ask) -> list[list[int]]:
    """Per query its first ten rows without itself."""
    lists = []
    for row in bench.queries[:50]:
        found = ask(bench.matrix[row : row + 1], _DEPTH + 1)[0].tolist()
        lists.append([r for r in found if r != row][:_DEPTH])
    return lists


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--k", type=int, default=10, help="neighbours asked for")
    parser.add_argument("--queries", type=int, default=100, help="timed queries")
    parser.add_argument(
        "--cells",
        default="",
        help="further cells, by commas: top100, filters, batch, approximate, hnsw",
    )
    parser.add_argument("--isotropic", action="store_true", help="vectors without structure")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Measure and check; the keys of :func:`summary` for top-k, ``ids_equal`` and the cells."""
    path = data.workspace(given.data, spec, say)
    bench = Bench.open(path, min(given.queries, spec.items), spec.seed)
    say("comparing with brute force")
    equal = ids_equal(bench, given.k)
    say("timing")
    result = top_k(bench, given.k) | {
        "ids_equal": equal,
        "checked_queries": min(CHECKED_QUERIES, len(bench.queries)),
        "index": bench.workspace.variant_info(bench.variant).index,
        "skipped": [] if rivals.HAS_USEARCH else [rivals.NO_USEARCH],
    }
    wanted = {name for name in given.cells.split(",") if name}
    cells: dict[str, object] = {}
    if "top100" in wanted:
        cells["top100"] = top_k(bench, 100) | {"ids_equal": ids_equal(bench, 100)}
    if "filters" in wanted:
        cells |= {f"filter {share}": filtered(bench, share, given.k) for share in FILTERS}
    if "batch" in wanted:
        cells["batch"] = batch(bench)
    if "approximate" in wanted or "hnsw" in wanted:
        cells["approximate"] = approximate(bench, with_hnsw="hnsw" in wanted)
    return result | {"cells": cells}

"""Synthetic production workspaces: made by an ordinary import, kept by their parameters."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks import questions
from benchmarks.vectors import Shape, cluster_of, write_npz
from core.generations import POINTER
from core.importer.request import ImportRequest
from core.importer.run import import_files

VARIANTS = ("multimodal", "text", "image", "short")
QUERIES = {"image": 27, "hybrid": 61}
TEST_ITEMS = 100
PICTURES = 2000
_TEST_CLUSTERS = 30  # at least so many to draw from
_MEMBERS = 9
Say = Callable[[str], None]


@dataclass(frozen=True)
class Spec:
    """What a workspace holds; equal specs give equal workspaces.

    ``variants`` 0 makes a workspace of items alone, for imports to be measured on.
    """

    items: int
    dim: int
    variants: int = 1
    seed: int = 0
    isotropic: bool = False

    @property
    def shape(self) -> Shape:
        """What decides the vectors."""
        return Shape(self.items, self.dim, self.seed, self.isotropic)

    @property
    def key(self) -> str:
        """Name of the folder that it is kept in."""
        kind = "-isotropic" if self.isotropic else ""
        return f"{self.items}x{self.dim}-v{self.variants}-s{self.seed}{kind}"


@dataclass(frozen=True)
class Sources:
    """The files that a workspace is imported from."""

    items: Path
    images: Path
    variants: Mapping[str, Path]
    manifests: Mapping[str, Path]
    gts: Mapping[str, Path]


def default_folder() -> Path:
    """Where data is kept between runs."""
    return Path(tempfile.gettempdir()) / "yusa-benchmarks"


def item_ids(items: int) -> list[str]:
    """The ids, ascending, so that their order is that of the rows."""
    return [f"Q-{number:07d}" for number in range(items)]


def variant_name(number: int) -> str:
    """Name of the variant of this number, from 0."""
    return VARIANTS[number] if number < len(VARIANTS) else f"variant-{number + 1}"


def records(shape: Shape, drawn: list[questions.Drawn]) -> Iterator[dict[str, object]]:
    """The records of all items: those of one cluster come from one family."""
    turns: Counter[int] = Counter()
    pictured, most = 0, min(PICTURES, shape.items // 10)
    ids = item_ids(shape.items)
    for number, cluster in enumerate(cluster_of(shape).tolist()):
        family = cluster % len(drawn)
        drafts = drawn[family].drafts
        draft = drafts[turns[family] % len(drafts)]
        image = f"{ids[number]}.png" if draft.figures and pictured < most else None
        pictured += image is not None
        yield questions.record(number, ids[number], drawn[family], turns[family], image)
        turns[family] += 1


def write_items(path: Path, spec: Spec, images: Path | None = None) -> None:
    """Write items.jsonl and, where a folder is given, the pictures that it names."""
    drawn = questions.drawn_families(spec.seed)
    turns: Counter[int] = Counter()
    clusters = cluster_of(spec.shape)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for number, record in enumerate(records(spec.shape, drawn)):
            family = int(clusters[number]) % len(drawn)
            if "images" in record and images is not None:
                draft = drawn[family].drafts[turns[family] % len(drawn[family].drafts)]
                figure = draft.figures[0]
                figure.draw(**figure.params).save(images / f"{record['id']}.png")
            turns[family] += 1
            if images is None:
                record.pop("images", None)
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def ground_truth(spec: Spec, name: str) -> dict[str, object]:
    """A ground truth over 100 declared test items, of which ``image`` asks 27, ``hybrid`` 61.

    The test items come from few clusters, up to nine of each. For a query one or two drawn members
    of its cluster are twins (grade 3), the rest the same concept (grade 1, not relevant): finding
    the cluster is not enough, so that Success@5 stays away from 1 whatever the dimension.
    """
    which = cluster_of(spec.shape)
    pool = _test_items(which, spec.seed)
    rng = np.random.default_rng([spec.seed, 7, len(name)])
    able = [i for i in pool if sum(which[j] == which[i] for j in pool) > 1]
    ids = item_ids(spec.items)
    queries: dict[str, dict[str, int]] = {}
    for query in sorted(rng.permutation(able)[: QUERIES[name]].tolist()):
        others = [i for i in pool if i != query and which[i] == which[query]]
        twins = set(rng.permutation(others)[: rng.integers(1, 3)].tolist())
        queries[ids[query]] = {ids[i]: 3 if i in twins else 1 for i in others}
    return {
        "pool": [ids[i] for i in pool],
        "unlisted": "not_relevant",
        "threshold": 2,
        "source": f"synthetic: drawn members of the same cluster ({name})",
        "queries": queries,
    }


def _test_items(which: np.ndarray, seed: int) -> list[int]:
    """100 item numbers, ascending, from as few of the larger clusters as it takes."""
    clusters = [cluster for cluster, _ in Counter(which.tolist()).most_common()]
    larger = clusters[: max(_TEST_CLUSTERS, len(clusters) // 2)]
    pool: list[int] = []
    for cluster in np.random.default_rng([seed, 6]).permutation(larger):
        pool += np.flatnonzero(which == cluster)[:_MEMBERS].tolist()
    return sorted(pool[:TEST_ITEMS])


def write_sources(folder: Path, spec: Spec, say: Say, *, compressed: bool = False) -> Sources:
    """Write every file that an import of ``spec`` reads."""
    images = folder / "images"
    images.mkdir(parents=True)
    say(f"writing {spec.items:,} questions")
    write_items(folder / "items.jsonl", spec, images)
    variants: dict[str, Path] = {}
    manifests: dict[str, Path] = {}
    for number in range(spec.variants):
        name = variant_name(number)
        say(f"writing variant {name}")
        variants[name], manifests[name] = folder / f"{name}.npz", folder / f"{name}.json"
        ids = item_ids(spec.items)
        write_npz(variants[name], spec.shape, ids, number, compressed=compressed)
        manifest = {"model": f"synthetic/{name}", "revision": str(spec.seed), "dim": spec.dim}
        manifests[name].write_text(json.dumps(manifest | {"rows": spec.items}), "utf-8")
    gts = {name: folder / f"gt-{name}.json" for name in QUERIES}
    for name, path in gts.items():
        path.write_text(json.dumps(ground_truth(spec, name)), "utf-8")
    return Sources(folder / "items.jsonl", images, variants, manifests, gts)


def make(path: Path, spec: Spec, say: Say, *, keep_sources: bool = False) -> None:
    """Make the workspace ``path`` by an ordinary import.

    Raises:
        YusaError: the folder is in use, or holds something else.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{path.name}-sources-", dir=path.parent))
    try:
        sources = write_sources(folder, spec, say)
        request = ImportRequest(
            items=sources.items,
            images=sources.images,
            copy_images=True,
            variants=sources.variants,
            manifests=sources.manifests,
            gts=sources.gts,
            name=f"Synthetic {spec.items:,} x {spec.dim}",
        )
        import_files(path, request, say)
    finally:
        if keep_sources:
            say(f"sources kept in {folder}")
        else:
            shutil.rmtree(folder)


def workspace(data: Path, spec: Spec, say: Say) -> Path:
    """The workspace of ``spec``, made on first use.

    The import switches one pointer at its end, so a workspace with a pointer is whole.
    """
    path = data / spec.key
    if not (path / POINTER).exists():
        make(path, spec, say)
    return path


def vector_file(data: Path, spec: Spec, say: Say) -> Path:
    """The compressed .npz of the first variant of ``spec``, made on first use."""
    path = data / f"{spec.key}.npz"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        say(f"writing {path.name}, compressed")
        draft = path.with_suffix(".part")
        write_npz(draft, spec.shape, item_ids(spec.items), 0, compressed=True)
        draft.replace(path)
    return path


def items_file(data: Path, spec: Spec, say: Say) -> Path:
    """items.jsonl of ``spec``, made on first use."""
    path = data / f"items-{spec.items}-s{spec.seed}.jsonl"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        say(f"writing {path.name}")
        draft = path.with_suffix(".part")
        write_items(draft, spec)
        draft.replace(path)
    return path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``make`` beyond those that describe the data."""
    parser.add_argument("directory", type=Path, metavar="DIR", help="folder of the new workspace")
    parser.add_argument(
        "--keep-sources", action="store_true", help="keep the files that were imported"
    )


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Make a workspace where the person wants it."""
    make(given.directory, spec, say, keep_sources=given.keep_sources)
    return {"workspace": str(given.directory), **asdict(spec)}

"""Small workspaces, and vectors that are hard to order."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.index import FlatIndex, PanoramaIndex
from core.rotation import Checked, Rotation
from core.vectors import Variant, VariantInfo
from core.workspace import Workspace


def workspace(folder, items, variants, gts, target=None):
    """Import a workspace the way the command line does.

    Args:
        folder: a new folder.
        items: rows of the item file (at least ``id``), or plain ids.
        variants: name -> id -> vector.
        gts: name -> content of the ground truth file.
        target: (measure, value) written into workspace.toml.
    """
    files = folder / "files"
    files.mkdir(parents=True)
    rows = [i if isinstance(i, dict) else {"id": i} for i in items]
    lines = [json.dumps({"text": f"문항 {r['id']}", **r}, ensure_ascii=False) for r in rows]
    (files / "items.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    vector_files, gt_files = {}, {}
    for name, vectors in variants.items():
        vector_files[name] = files / f"{name}.npz"
        ids = np.array(list(vectors), dtype=str)
        np.savez(vector_files[name], ids=ids, vectors=np.array(list(vectors.values())))
    for name, content in gts.items():
        gt_files[name] = files / f"{name}.json"
        gt_files[name].write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    path = folder / "workspace"
    request = ImportRequest(items=files / "items.jsonl", variants=vector_files, gts=gt_files)
    import_files(path, request)
    if target is not None:
        text = f'name = "t"\n[target]\nmeasure = "{target[0]}"\nvalue = {target[1]}\n'
        (path / "workspace.toml").write_text(text, "utf-8")
    return Workspace.open(path)


class Space:
    """Stands in for a workspace with one variant, without any files."""

    def __init__(self, matrix, item_count=None, positions=None, index=None):
        rows = len(matrix)
        count = rows if item_count is None else item_count
        places = np.arange(rows) if positions is None else np.asarray(positions)
        ids = tuple(f"i{n:06d}" for n in range(count))
        table = {key: n for n, key in enumerate(ids)}
        self.items = SimpleNamespace(ids=ids, positions=table, position=table.__getitem__)
        info = VariantInfo(
            name="v",
            rows=rows,
            dim=matrix.shape[1],
            covered=rows,
            uncovered=count - rows,
            index="flat_ip",
            index_reason="",
            bytes=matrix.nbytes,
            memory=matrix.nbytes,
            manifest={},
            hash="",
            normalised=0,
            unknown_rows=0,
        )
        made = FlatIndex(matrix) if index is None else index
        self._variant = Variant(info, matrix, places.astype(np.int64), count, lambda: made)

    def variant(self, _name):
        return self._variant


def orthogonal(kind, dim, seed):
    """(dim, dim) float32: a rotation that helps, one that doesn't, or none at all."""
    rng = np.random.default_rng(seed)
    if kind == "identity":
        return np.eye(dim, dtype=np.float32)
    if kind == "reversed":
        return np.ascontiguousarray(np.eye(dim, dtype=np.float32)[::-1])
    if kind == "reflection":
        direction = rng.normal(size=(dim, 1))
        direction /= np.linalg.norm(direction)
        return (np.eye(dim) - 2 * direction @ direction.T).astype(np.float32)
    return np.linalg.qr(rng.normal(size=(dim, dim)))[0].astype(np.float32)


def panorama(matrix, axes, levels):
    """The index over ``matrix`` rotated by ``axes``."""
    rotate = Checked(axes)
    rotated = rotate.apply(matrix)
    return PanoramaIndex(rotated, Rotation(axes, rotate.error), levels)


def unit(values):
    """Rows of length 1 as the storage rule makes them, float32."""
    wide = np.asarray(values, dtype=np.float64)
    return (wide / np.linalg.norm(wide, axis=1, keepdims=True)).astype(np.float32)


def dataset(kind, rows, dim, seed):
    """(rows, dim) float32 vectors that obey the storage rule."""
    rng = np.random.default_rng(seed)
    if kind == "random":
        return unit(rng.normal(size=(rows, dim)))
    if kind == "norms":  # stored as they came: anything within 1e-3 of length 1
        near = 1 + rng.uniform(-0.00099, 0.00099, size=(rows, 1))
        return (unit(rng.normal(size=(rows, dim))) * near).astype(np.float32)
    if kind == "clusters":
        centres = rng.normal(size=(max(1, rows // 20), dim))
        spread = 10.0 ** -rng.integers(1, 8, size=(rows, 1))
        picked = centres[rng.integers(len(centres), size=rows)]
        return unit(picked + spread * rng.normal(size=(rows, dim)))
    if kind == "near ties":
        return unit(rng.normal(size=dim) + 1e-7 * rng.normal(size=(rows, dim)))
    if kind == "identical":
        return np.repeat(unit(rng.normal(size=(1, dim))), rows, axis=0)
    if kind == "duplicates":
        few = unit(rng.normal(size=(max(1, rows // 10), dim)))
        return few[rng.integers(len(few), size=rows)]
    if kind == "grid":  # few distinct products, many of them exactly between two keys
        signs = rng.choice([-1.0, 1.0], size=(rows, dim))
        keep = np.zeros(dim)
        keep[: 4 ** int(math.log(dim, 4))] = 1  # 1, 4, 16, 64 … entries of 1, 1/2, 1/4, 1/8 …
        return (signs * keep / math.sqrt(keep.sum())).astype(np.float32)
    raise ValueError(kind)


KINDS = ("random", "norms", "clusters", "near ties", "identical", "duplicates", "grid")


def edge_pair(rng, dim, offset, grid=None):
    """Two nearly unit float32 vectors whose exact product is an edge between two keys + offset.

    The edge is (n + 1/2) x 10^-6; ``offset`` is a Fraction of about 10^-20. The last entries of
    one vector are ever smaller, and the other's absorb what is still missing. With a ``grid`` all
    entries are multiples of it, and the offset is met up to grid x 2^-25.
    """
    small = [2.0**-4, 2.0**-24] if grid else [2.0**-4, 2.0**-24, 2.0**-44, 2.0**-64]

    def fitting(values):
        single = np.asarray(values).astype(np.float32)
        return np.rint(single / np.float32(grid)) * np.float32(grid) if grid else single

    a = np.zeros(dim, dtype=np.float32)
    b = np.zeros(dim, dtype=np.float32)
    free = dim - len(small)
    a[:free] = fitting(unit(rng.normal(size=(1, free)))[0] * 0.998)
    b[:free] = fitting(unit(rng.normal(size=(1, free)))[0])
    a[free:] = small
    edge = Fraction(2 * math.floor(product(a, b) * 10**6) + 1, 2 * 10**6)
    for n in range(free, dim):
        rest = edge + offset - product(a, b)
        b[n] = fitting(float(rest / Fraction(float(a[n]))))
    return a, b, edge


def product(a, b):
    """The inner product, exactly."""
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    return sum((Fraction(x) * Fraction(y) for x, y in pairs), Fraction(0))


def parts_on_disk(folder: Path) -> set[str]:
    """Parts of a workspace, as its pointer names them."""
    return {
        f"{parent}/{entry.name}"
        for parent in ("items", "variants", "gt", "images")
        if (folder / parent).is_dir()
        for entry in (folder / parent).iterdir()
    }

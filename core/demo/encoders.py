"""Four small encoders that really read the generated texts and pictures.

They stand in for the large models of production, which can't run here: each is named for what it
computes, and its manifest says so. NumPy only, no training, same input, same vectors.
"""

import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Matrix = NDArray[np.float32]

TEXT_DIM = 192
PICTURE_DIM = 192
WEAK_DIM = 24
PICTURE_WEIGHT = 0.62  # share of the squared norm that the picture has in text+image
_BUCKETS = 1 << 13
_PAGE = (120, 80)  # the size at which pictures are compared
_CELL = 10
_BINS = 9


@dataclass(frozen=True)
class Source:
    """What an encoder may see of an item: its text with choices and passage, and its pictures."""

    id: str
    text: str
    pictures: tuple[Path, ...]


@dataclass(frozen=True)
class Encoded:
    """A variant: vectors for some of the items, and the manifest that describes it."""

    name: str
    ids: tuple[str, ...]
    vectors: Matrix
    manifest: dict[str, object]


def _unit_rows(matrix: NDArray[np.floating[Any]]) -> Matrix:
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(norms == 0, 1, norms), dtype=np.float32)


def _hash(feature: str) -> int:
    return zlib.crc32(feature.encode())


def _reduce(matrix: NDArray[np.floating[Any]], dim: int) -> Matrix:
    """Truncated SVD of the rows by the eigenvectors of their Gram matrix; signs fixed."""
    rows = matrix.astype(np.float64)
    values, vectors = np.linalg.eigh(rows @ rows.T)
    top = np.argsort(values)[::-1][:dim]
    scores = vectors[:, top] * np.sqrt(np.maximum(values[top], 0))
    signs = np.sign(scores[np.argmax(np.abs(scores), axis=0), np.arange(scores.shape[1])])
    return _unit_rows(scores * np.where(signs == 0, 1, signs))


def _normalised(text: str) -> str:
    """Lower case, one space for runs of blanks, LaTeX commands kept as words."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower())


def _tfidf(texts: Sequence[str], features: Callable[[str], list[str]], buckets: int) -> Matrix:
    """Hashed counts with sublinear term frequency and smoothed inverse document frequency."""
    counts = np.zeros((len(texts), buckets), dtype=np.float32)
    for row, text in enumerate(texts):
        places = [_hash(feature) % buckets for feature in features(text)]
        counts[row] = np.bincount(places, minlength=buckets)
    present = counts > 0
    weight = np.log((1 + len(texts)) / (1 + present.sum(axis=0))) + 1
    counts[present] = 1 + np.log(counts[present])
    return _unit_rows(counts * weight)


def _grams(text: str) -> list[str]:
    clean = _normalised(text)
    return [clean[i : i + n] for n in (2, 3, 4) for i in range(len(clean) - n + 1)]


def _words(text: str) -> list[str]:
    return re.findall(r"[가-힣]+|[a-z]+|\d+", _normalised(text))


def text_tfidf(sources: Sequence[Source]) -> Matrix:
    """Character 2-4-grams, TF-IDF, SVD."""
    return _reduce(_tfidf([s.text for s in sources], _grams, _BUCKETS), TEXT_DIM)


def text_weak(sources: Sequence[Source]) -> Matrix:
    """Words counted into 24 buckets, without weights: collisions make it forgetful."""
    counts = np.zeros((len(sources), WEAK_DIM), dtype=np.float32)
    for row, source in enumerate(sources):
        for word in _words(source.text):
            code = _hash(word)
            counts[row, code % WEAK_DIM] += 1 if code & (1 << 20) else -1
    counts[np.abs(counts).sum(axis=1) == 0, 0] = 1
    return _unit_rows(counts)


def _load(path: Path) -> NDArray[np.float32]:
    """A picture as ink (0 paper, 1 black), trimmed and fitted into the page."""
    with Image.open(path) as image:
        grey = image.convert("L")
        box = grey.point([255 if v < 200 else 0 for v in range(256)]).getbbox()
        grey = grey.crop(box) if box else grey
        grey.thumbnail(_PAGE, Image.Resampling.BOX)
        page = Image.new("L", _PAGE, 255)
        page.paste(grey, ((_PAGE[0] - grey.width) // 2, (_PAGE[1] - grey.height) // 2))
    return np.asarray(1 - np.asarray(page, dtype=np.float32) / 255, dtype=np.float32)


def _layout(text: str) -> NDArray[np.float32]:
    """The page of an item without a picture: one grey bar for every word."""
    ink = np.zeros((_PAGE[1], _PAGE[0]), dtype=np.float32)
    x, y = 2, 4
    for word in text.split():
        wide = min(2 * len(word), _PAGE[0] - 6)
        if x + wide > _PAGE[0] - 2:
            x, y = 2, y + 7
        if y > _PAGE[1] - 5:
            break
        ink[y : y + 4, x : x + wide] = 0.5
        x += wide + 3
    return ink


def _shape(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Oriented gradients per cell (roots of the sums), and a coarse thumbnail."""
    dy, dx = np.gradient(ink)
    size = np.hypot(dx, dy)
    turn = np.floor((np.arctan2(dy, dx) % np.pi) / np.pi * _BINS).astype(int) % _BINS
    rows, columns = _PAGE[1] // _CELL, _PAGE[0] // _CELL
    cells = np.zeros((rows, columns, _BINS), dtype=np.float32)
    for bin_ in range(_BINS):
        part = np.where(turn == bin_, size, 0).reshape(rows, _CELL, columns, _CELL)
        cells[:, :, bin_] = part.sum(axis=(1, 3))
    soft = np.sqrt(cells)
    padded = np.pad(soft, ((1, 1), (1, 1), (0, 0)))
    soft = soft + 0.5 * (
        padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    )
    edges = (soft / (np.linalg.norm(soft) or 1)).ravel()
    coarse = ink.reshape(rows, _CELL, columns, _CELL).mean(axis=(1, 3)).ravel()
    whole = soft.sum(axis=(0, 1))
    parts = (
        edges,
        0.35 * coarse / (np.linalg.norm(coarse) or 1),
        0.5 * whole / (np.linalg.norm(whole) or 1),
    )
    return np.concatenate(parts).astype(np.float32)


def _pictures(sources: Sequence[Source]) -> Matrix:
    rows = [_shape(_load(s.pictures[0]) if s.pictures else _layout(s.text)) for s in sources]
    matrix = np.stack(rows)
    return _reduce(matrix - matrix.mean(axis=0), PICTURE_DIM)


def encode(sources: Sequence[Source]) -> tuple[Encoded, ...]:
    """The four variants, in the order in which they are shown."""
    ids = tuple(s.id for s in sources)
    text, picture = text_tfidf(sources), _pictures(sources)
    has_picture = np.array([bool(s.pictures) for s in sources])
    shared = np.where(has_picture, PICTURE_WEIGHT, 0.0)[:, None]
    both = _unit_rows(np.hstack([np.sqrt(1 - shared) * text, np.sqrt(shared) * picture]))
    single = np.array([len(s.pictures) < 2 for s in sources])
    one_picture = tuple(i for i, keep in zip(ids, single, strict=True) if keep)
    note = "연습용 소형 인코더이며 Qwen 결과가 아닙니다. Small demonstration encoder, not Qwen. "
    return (
        _variant(
            "text-tfidf",
            ids,
            text,
            "text",
            "SVD",
            note + "Character 2-4-gram TF-IDF of text, choices and passage, reduced by SVD.",
        ),
        _variant(
            "image-shape",
            one_picture,
            picture[single],
            "image",
            "SVD",
            note
            + "Oriented gradients and a thumbnail of the picture. An item without a picture is "
            "described by the layout of its text (a grey bar per word); items with two pictures "
            "have no vector, since this encoder takes one.",
        ),
        _variant(
            "text+image",
            ids,
            both,
            "multimodal",
            "concatenation",
            note + "text-tfidf and image-shape side by side "
            f"(picture {PICTURE_WEIGHT:.0%} of the squared norm, first picture only); "
            "text alone where there is no picture.",
        ),
        _variant(
            "text-weak",
            ids,
            text_weak(sources),
            "text",
            "sum",
            note + "Words hashed into 24 signed buckets, unweighted: weak on purpose.",
        ),
    )


def _variant(
    name: str, ids: tuple[str, ...], vectors: Matrix, mode: str, pooling: str, note: str
) -> Encoded:
    manifest: dict[str, object] = {
        "model": f"yusa-demo/{name}",
        "revision": "1",
        "mode": mode,
        "pooling": pooling,
        "dim": int(vectors.shape[1]),
        "normalised": True,
        "rows": len(ids),
        "note": note,
    }
    return Encoded(name, ids, vectors, manifest)

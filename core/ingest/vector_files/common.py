"""What the readers of vectors share: the checked file, and how much of it is read at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.errors import VectorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np

BLOCK_BYTES = 16 * 2**20
"""So much of the vectors is in memory at once."""
DAMAGED = "The file is truncated or corrupt; copy or export it again."


@dataclass(frozen=True)
class VectorFile:
    """A vector file whose headers and ids were checked.

    Attributes:
        path: the file.
        ids: one NFC id per row, in the file's order, without duplicates.
        dim: length of each vector.
        dtype: float16, float32 or float64, as stored.
        blocks: makes an iterator over (m, dim) arrays of that dtype, in the file's order;
            raises :class:`VectorError` where the bytes turn out to be damaged.
    """

    path: Path
    ids: list[str]
    dim: int
    dtype: np.dtype[Any]
    blocks: Callable[[], Iterator[np.ndarray]]

    @property
    def rows(self) -> int:
        """Number of vectors in the file."""
        return len(self.ids)


def block_rows(dim: int, dtype: np.dtype[Any]) -> int:
    """Rows of vectors that one block holds."""
    return max(1, BLOCK_BYTES // (dim * dtype.itemsize))


def check_count(path: Path, ids: int, rows: int) -> None:
    """Refuse a file whose ids and vectors are not as many.

    Raises:
        VectorError: with both numbers.
    """
    if ids != rows:
        raise VectorError(
            f"{path.name}: {ids:,} ids but {rows:,} vectors. Export both from the same list."
        )


def reason(fault: BaseException) -> str:
    """What went wrong, even where the fault has no words."""
    return str(fault) or type(fault).__name__


def first_line(fault: BaseException) -> str:
    """The beginning of what went wrong."""
    return reason(fault).splitlines()[0]

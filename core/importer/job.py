"""One import at work, as all its steps know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from core.errors import DatasetError, YusaError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.generations import Pointer
    from core.importer.request import ImportRequest
    from core.types import Progress

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Job:
    """What to bring in, onto what, and who is told.

    Attributes:
        path: the workspace folder.
        old: the generation that the new one is made from.
        request: the files.
        say: called with lines for the person waiting.
        progress: called often, for an estimate of the time left.
        faults: those of files that were bad so far.
        warnings: lines to say last, where they are not overlooked.
    """

    path: Path
    old: Pointer
    request: ImportRequest
    say: Callable[[str], None]
    progress: Progress
    faults: list[YusaError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """The new generation, as the names of its parts end."""
        return f"g{self.old.generation + 1}"

    def attempt(self, step: Callable[[], _T]) -> _T | None:
        """Go on after bad input, so that one run names the faults of all files."""
        try:
            return step()
        except YusaError as fault:
            self.faults.append(fault)
            return None

    def raise_faults(self) -> None:
        """Raise what :meth:`attempt` met, if anything.

        Raises:
            YusaError: the only fault as it is, or all of them as one ``DatasetError``.
        """
        if len(self.faults) == 1:
            raise self.faults[0]
        if self.faults:
            raise DatasetError([sentence for fault in self.faults for sentence in fault.faults])

"""Which names variants and ground truths may have, and which are taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.errors import NameInvalidError, NameTakenError
from core.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from core.importer.job import Job

_NAME = re.compile(r"[^\W_][\w.+\- ]{0,63}")


def check_name(name: str, what: str) -> None:
    """Refuse what can't name a variant or a ground truth.

    Raises:
        NameInvalidError: saying how a name is formed.
    """
    if not _NAME.fullmatch(name) or name != name.strip():
        raise NameInvalidError(
            f'"{name}" can\'t name a {what}: begin with a letter or digit, then use '
            "letters, digits, space and . _ + - (64 at most)."
        )


def check_names(job: Job) -> None:
    """Refuse names of a request that can't be, or that are taken.

    Raises:
        NameInvalidError: saying how a name is formed.
        NameTakenError: by something that is not to be replaced.
    """
    request = job.request
    taken: list[str] = []
    if request.items and job.old.items_part and not request.replace:
        taken.append("items")
    for names, existing, what in (
        ([*request.variants, *request.derived], job.old.variants, "variant"),
        (request.gts, job.old.gts, "ground truth"),
    ):
        for name in names:
            check_name(name, what)
            if name in existing and not request.replace:
                taken.append(f'the {what} "{name}"')
        _check_case(job.path, names, existing, what)
    if taken:
        raise NameTakenError(
            f"{job.path}: already has {', '.join(taken)}. Add --replace to replace."
        )


def _check_case(path: Path, names: Iterable[str], existing: Iterable[str], what: str) -> None:
    """Refuse names that a disk which ignores case, or Unicode forms, takes for one."""
    known = {_on_any_disk(name): name for name in existing}
    for name in names:
        other = known.setdefault(_on_any_disk(name), name)
        if name != other and name not in existing:
            raise NameTakenError(
                f'{path}: the {what} "{name}" and the {what} "{other}" differ only in '
                "upper and lower case or in Unicode form, which some disks don't tell apart. "
                f'Choose another name, or write "{other}".'
            )


def _on_any_disk(name: str) -> str:
    """Equal for names that are one file on macOS, whose disks ignore case and Unicode forms."""
    return nfc(nfc(name).casefold())

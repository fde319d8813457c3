"""Turn ``NAME=VALUE`` arguments into values; what is malformed is a usage error (exit 2)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from core.text import nfc

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from core.types import Where


def pairs(arguments: Sequence[str], flag: str, form: str) -> dict[str, str]:
    """Split ``NAME=VALUE`` arguments at the first ``=``; a name may come only once."""
    result: dict[str, str] = {}
    for name, value in _split(arguments, flag, form):
        if name in result:
            raise typer.BadParameter(f'"{name}" is given twice.', param_hint=flag)
        result[name] = value
    return result


def paths(arguments: Sequence[str], flag: str) -> dict[str, Path]:
    """``NAME=FILE`` arguments."""
    return {n: Path(v) for n, v in pairs(arguments, flag, "NAME=FILE").items()}


def key_pairs(arguments: Sequence[str]) -> dict[str, tuple[str, str]]:
    """``NAME=IDS_KEY,VECTORS_KEY`` arguments."""
    form = "NAME=IDS_KEY,VECTORS_KEY"
    result: dict[str, tuple[str, str]] = {}
    for name, value in pairs(arguments, "--keys", form).items():
        ids, comma, vectors = value.partition(",")
        if not comma or not ids or not vectors:
            raise typer.BadParameter(f'"{name}={value}": write {form}.', param_hint="--keys")
        result[name] = (ids, vectors)
    return result


def where(arguments: Sequence[str]) -> Where:
    """``FIELD=VALUE`` filters, in NFC; a field may come several times."""
    return tuple(_split(arguments, "--where", "FIELD=VALUE"))


def require_names(given: Sequence[str], known: Container[str], flag: str, needs: str) -> None:
    """An option about a name makes sense only beside the option that brings the name in."""
    for name in given:
        if name not in known:
            raise typer.BadParameter(f'"{name}" has no {needs} {name}=FILE.', param_hint=flag)


def _split(arguments: Sequence[str], flag: str, form: str) -> list[tuple[str, str]]:
    result = []
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not equals or not name or not value:
            raise typer.BadParameter(f'"{argument}": write {form}.', param_hint=flag)
        result.append((nfc(name), nfc(value) if flag == "--where" else value))
    return result


def several(argument: str, flag: str) -> list[str]:
    """Two names or more, by commas, each once."""
    names = [nfc(name.strip()) for name in argument.split(",")]
    if len(names) < 2 or "" in names or len(set(names)) < len(names):
        raise typer.BadParameter(
            f'"{argument}": write two different names or more, as in A,B.', param_hint=flag
        )
    return names

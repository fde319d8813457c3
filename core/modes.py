"""Which variants see text, pictures or both, as far as manifests or names tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.vectors import VariantInfo

Mode = Literal["text", "image", "multimodal"]
MODES: tuple[Mode, ...] = ("text", "image", "multimodal")
_IN_NAMES: tuple[tuple[Mode, str], ...] = (
    ("multimodal", r"multi(?!ling)|text.image|멀티(?!링)"),
    ("image", r"image|picture|그림|이미지"),
    ("text", r"text|글|텍스트"),
)


@dataclass(frozen=True)
class Trio:
    """The variant of each mode, by name; None where there is none."""

    text: str | None = None
    image: str | None = None
    multimodal: str | None = None


def mode_of(info: VariantInfo) -> Mode | None:
    """Return what a variant sees: by its manifest, else by its name; None where neither tells."""
    said = info.manifest.get("mode")
    for mode in MODES:
        if said == mode:
            return mode
    name = info.name.casefold()
    return next((mode for mode, words in _IN_NAMES if re.search(words, name)), None)


def guess(infos: Sequence[VariantInfo]) -> Trio:
    """Return the variants to hold against each other, of one model where there are such.

    The multimodal variant is the first whose model has another mode, else the first; the others
    are those of its model, else those whose names share most parts with its name.
    """
    by_mode = {mode: [i for i in infos if mode_of(i) == mode] for mode in MODES}

    both = sorted(
        by_mode["multimodal"],
        key=lambda i: not any(is_one_model([i, o]) for m in MODES[:2] for o in by_mode[m]),
    )
    whole = both[0] if both else None
    text, image = (_likest(by_mode[mode], whole) for mode in MODES[:2])
    return Trio(text, image, whole.name if whole is not None else None)


def _likest(infos: Sequence[VariantInfo], whole: VariantInfo | None) -> str | None:
    """Return the name of the variant that has most to do with ``whole``; the first of equals."""

    def unlike(info: VariantInfo) -> tuple[bool, int]:
        if whole is None:
            return True, 0
        shared = _parts(info.name) & _parts(whole.name)
        return not is_one_model([info, whole]), -len(shared)

    return min(infos, key=unlike).name if infos else None


def _parts(name: str) -> set[str]:
    return set(re.split(r"[\W_]+", name.casefold())) - {""}


def is_one_model(infos: Sequence[VariantInfo]) -> bool:
    """Whether the manifests say that these are one model."""
    models = {info.manifest.get("model") for info in infos}
    return len(models) == 1 and not models & {None, ""}

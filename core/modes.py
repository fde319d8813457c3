"""Which variants see text, pictures or both, as far as manifests or names tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.vectors import VariantInfo

Mode = Literal["text", "image", "multimodal"]
MODES: tuple[Mode, ...] = ("text", "image", "multimodal")
_IN_NAMES: tuple[tuple[Mode, tuple[str, ...]], ...] = (
    ("multimodal", ("multi", "text+image", "멀티")),
    ("image", ("image", "picture", "그림", "이미지")),
    ("text", ("text", "글", "텍스트")),
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
    return next((mode for mode, words in _IN_NAMES if any(word in name for word in words)), None)


def guess(infos: Sequence[VariantInfo]) -> Trio:
    """Return the variants to hold against each other, of one model where there are such.

    The multimodal variant is the first whose model has another mode, else the first; the others
    are those of its model, else the first of their mode.
    """
    by_mode = {mode: [i for i in infos if mode_of(i) == mode] for mode in MODES}

    def first(mode: Mode, model: object) -> str | None:
        of_model = [i for i in by_mode[mode] if model and i.manifest.get("model") == model]
        return next((i.name for i in of_model or by_mode[mode]), None)

    both = sorted(
        by_mode["multimodal"],
        key=lambda i: not any(is_one_model([i, o]) for m in MODES[:2] for o in by_mode[m]),
    )
    if not both:
        return Trio(first("text", None), first("image", None))
    model = both[0].manifest.get("model")
    return Trio(first("text", model), first("image", model), both[0].name)


def is_one_model(infos: Sequence[VariantInfo]) -> bool:
    """Whether the manifests say that these are one model."""
    models = {info.manifest.get("model") for info in infos}
    return len(models) == 1 and not models & {None, ""}

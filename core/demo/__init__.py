"""The demonstration data set: our own Korean exam questions, pictures, vectors and answer lists.

`generate` writes the files that an ordinary import reads, so that the demo takes the same way into
a workspace as real data. Nothing here comes from a published exam or from a large model.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.demo import encoders, generator, ground_truth

__all__ = ["DemoFiles", "generate"]


@dataclass(frozen=True)
class DemoFiles:
    """Where `generate` put things."""

    items: Path
    images: Path
    variants: Mapping[str, Path]
    manifests: Mapping[str, Path]
    gts: Mapping[str, Path]


def generate(directory: Path, *, progress: Callable[[str], None] | None = None) -> DemoFiles:
    """Write the demonstration set into `directory` and say where its files are.

    The same version always writes the same questions, pictures and answer lists; vectors agree to
    rounding. `progress` gets one Korean line per step.
    """
    say = progress or (lambda _line: None)
    images, variants, gts = directory / "images", directory / "variants", directory / "gt"
    for folder in (images, variants, gts):
        folder.mkdir(parents=True, exist_ok=True)

    say("문항을 만드는 중")
    entries = generator.entries()
    records = generator.records(entries)
    items = directory / "items.jsonl"
    with items.open("w", encoding="utf-8", newline="\n") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")

    say("그림을 그리는 중")
    generator.draw(entries, images)

    say("벡터를 계산하는 중")
    sources = [
        encoders.Source(
            entry.id, generator.search_text(record), tuple(images / name for name in entry.images)
        )
        for entry, record in zip(entries, records, strict=True)
    ]
    vectors: dict[str, Path] = {}
    manifests: dict[str, Path] = {}
    for variant in encoders.encode(sources):
        vectors[variant.name] = variants / f"{variant.name}.npz"
        np.savez(vectors[variant.name], ids=np.array(variant.ids), embeddings=variant.vectors)
        manifests[variant.name] = variants / f"{variant.name}.json"
        _write_json(manifests[variant.name], variant.manifest)

    say("정답 목록을 만드는 중")
    answers: dict[str, Path] = {}
    for name, content in ground_truth.ground_truths(entries).items():
        answers[name] = gts / f"{name}.json"
        _write_json(answers[name], content)
    return DemoFiles(items, images, vectors, manifests, answers)


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

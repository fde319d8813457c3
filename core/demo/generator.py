"""From problem families to items: which questions the demonstration set holds, and their files.

Everything is drawn from generators seeded by names, so two runs give the same bytes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from core.demo.drafts import MARKS, Catalogue, Draft, Family
from core.demo.families import CATALOGUES

SUBJECT_SIZES = {"MA": 420, "PH": 200, "CH": 150, "BI": 140, "ES": 150, "EC": 140}
DUPLICATES = 6  # pairs of the same question under two ids
_TRIES = 60  # seeds tried for a family before it counts as exhausted
_SOURCES = tuple(f"연습 문항 세트 {letter}" for letter in "ABCDEFGH")
_EMBEDDED_SHARE = 0.1  # questions whose choices stand in the text, as older data has them


@dataclass(frozen=True)
class Entry:
    """A question of the set, with what only the generator knows about it."""

    id: str
    family: Family
    draft: Draft
    source: str
    year: int
    embedded: bool
    copy_of: str = ""

    @property
    def images(self) -> tuple[str, ...]:
        """Paths of the pictures, relative to the picture folder."""
        return tuple(f"{self.id}-{n}.png" for n in range(1, len(self.draft.figures) + 1))

    @property
    def key(self) -> str:
        """Equal for questions that a reader can't tell apart."""
        figures = "|".join(figure.key for figure in self.draft.figures)
        return "\n".join((self.draft.passage, self.draft.text, *self.draft.choices, figures))


def _rng(name: str) -> Random:
    return Random(name)  # noqa: S311 (reproducible, not secret)


def _drafts(family: Family) -> Iterator[Draft]:
    """Distinct questions of a family, until it repeats itself for long."""
    seen: set[str] = set()
    misses = turn = 0
    while misses < _TRIES:
        draft = family.make(_rng(f"{family.seed}:{turn}")).settled()
        turn += 1
        key = repr((draft.text, draft.choices, [f.key for f in draft.figures]))
        if key in seen:
            misses += 1
            continue
        misses = 0
        seen.add(key)
        yield draft


def _subject(catalogue: Catalogue, size: int) -> list[Entry]:
    """`size` questions of a subject, its families taking turns."""
    families = sorted(catalogue.families, key=lambda family: family.key)
    streams = [(family, _drafts(family)) for family in families]
    pairs: list[tuple[Family, Draft]] = []
    while len(pairs) < size and streams:
        going = []
        for family, stream in streams:
            draft = next(stream, None)
            if draft is not None:
                pairs.append((family, draft))
                going.append((family, stream))
        streams = going
    if len(pairs) < size:
        raise RuntimeError(f"{catalogue.subject}: the families give only {len(pairs)} questions")
    pairs = pairs[:size]
    rng = _rng(f"order:{catalogue.prefix}")
    rng.shuffle(pairs)
    return [
        Entry(
            f"{catalogue.prefix}-{number:04d}",
            family,
            draft,
            rng.choice(_SOURCES),
            rng.randint(2019, 2025),
            bool(draft.choices) and rng.random() < _EMBEDDED_SHARE,
        )
        for number, (family, draft) in enumerate(pairs, 1)
    ]


def _with_copies(entries: list[Entry]) -> list[Entry]:
    """Replace the last question of some families by an exact copy of another question."""
    rng = _rng("copies")
    originals = rng.sample(
        [e for e in entries if e.draft.choices and not e.draft.passage], DUPLICATES
    )
    taken = {e.id for e in originals}
    out = {e.id: e for e in entries}
    for original in originals:
        spare = rng.choice(
            [
                e
                for e in entries
                if e.family.subject == original.family.subject
                and e.id not in taken
                and not e.draft.passage
            ]
        )
        taken.add(spare.id)
        out[spare.id] = replace(
            original, id=spare.id, source=spare.source, year=spare.year, copy_of=original.id
        )
    return list(out.values())


def entries() -> list[Entry]:
    """All questions, in the order of their ids within each subject."""
    every: list[Entry] = []
    for catalogue in CATALOGUES:
        every += _subject(catalogue, SUBJECT_SIZES[catalogue.prefix])
    return _with_copies(every)


def _passage_ids(everything: Sequence[Entry]) -> dict[str, str]:
    """Passage ids by group, numbered in order of first use."""
    ids: dict[str, str] = {}
    for entry in everything:
        if entry.draft.group and entry.draft.group not in ids:
            prefix = entry.id.split("-")[0]
            number = sum(known.startswith(f"P-{prefix}") for known in ids.values()) + 1
            ids[entry.draft.group] = f"P-{prefix}-{number:03d}"
    return ids


def item(entry: Entry, passages: dict[str, str]) -> dict[str, object]:
    """The record of items.jsonl. It carries no family: that would give the relevance away."""
    draft, family = entry.draft, entry.family
    text = draft.text
    record: dict[str, object] = {"id": entry.id, "text": text, "text_format": "plain"}
    if entry.embedded:
        listing = "\n".join(f"{m} {c}" for m, c in zip(MARKS, draft.choices, strict=True))
        record["text"] = f"{text}\n{listing}"
    elif draft.choices:
        record["choices"] = list(draft.choices)
    record |= {"answer": draft.answer, "solution": draft.solution}
    if draft.group:
        record |= {"passage_id": passages[draft.group], "passage": draft.passage}
    record |= {
        "subject": family.subject,
        "level": family.level,
        "standard": family.standard,
        "unit": family.unit,
        "difficulty": family.difficulty,
        "source": entry.source,
        "year": entry.year,
        "images": list(entry.images),
    }
    return record


def records(everything: Sequence[Entry]) -> list[dict[str, object]]:
    """All records, in order."""
    passages = _passage_ids(everything)
    return [item(entry, passages) for entry in everything]


def draw(everything: Sequence[Entry], folder: Path) -> None:
    """Write every picture; equal figures are drawn once."""
    drawn: dict[str, Path] = {}
    for entry in everything:
        for figure, name in zip(entry.draft.figures, entry.images, strict=True):
            path = folder / name
            if figure.key in drawn:
                path.write_bytes(drawn[figure.key].read_bytes())
            else:
                figure.draw(**figure.params).save(path)
                drawn[figure.key] = path


def search_text(record: dict[str, object]) -> str:
    """What a text encoder reads of an item: passage, text and choices."""
    choices = record.get("choices", [])
    parts = [
        record.get("passage", ""),
        record["text"],
        *(choices if isinstance(choices, list) else []),
    ]
    return re.sub(r"[①-⑤]", " ", "\n".join(str(part) for part in parts if part))

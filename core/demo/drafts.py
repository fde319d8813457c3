"""What a problem family produces, and the ways in which it asks.

A `Family` is a function from a seeded generator to a `Draft`: one question with its answer,
choices, solution and figures. What relates two questions is known only here (`family`, `kin`,
`concept` and the figure's `kind`); items never carry it, or a model could read the relevance from
the metadata.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import combinations
from random import Random

from core.demo.figures.canvas import Canvas
from core.demo.korean import Number, math, num, settle, unit

MARKS = "①②③④⑤"


@dataclass(frozen=True)
class Figure:
    """A drawing: the function that makes it and its numbers. `kind` groups look-alike figures."""

    kind: str
    draw: Callable[..., Canvas]
    params: dict[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Equal for equal drawings."""
        return repr((self.draw.__name__, sorted(self.params.items(), key=lambda pair: pair[0])))


def figure(kind: str, draw: Callable[..., Canvas], /, **params: object) -> Figure:
    """A `Figure`, its parameters written as keyword arguments."""
    return Figure(kind, draw, params)


@dataclass(frozen=True)
class Draft:
    """One question before it has an id. `choices` is empty for a short answer."""

    text: str
    answer: str
    solution: str
    choices: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    passage: str = ""
    group: str = ""  # drafts of one passage share it
    task: str = ""  # what is asked, without its numbers: twins ask the same

    def settled(self) -> "Draft":
        """The same question with every particle decided."""
        return replace(
            self,
            text=settle(self.text),
            answer=settle(self.answer),
            solution=settle(self.solution),
            choices=tuple(settle(choice) for choice in self.choices),
            passage=settle(self.passage),
        )


@dataclass(frozen=True)
class Family:
    """A problem family. Twins share `key`; `kin` shares the core method; `concept` the idea."""

    key: str
    subject: str
    make: Callable[[Random], Draft]
    unit: str
    level: str
    standard: str
    difficulty: str
    kin: str
    concept: str
    seed: str  # families of one passage set share it, and so get the same passages


class Catalogue:
    """The families of one subject, filled by the decorator `add`."""

    def __init__(self, subject: str, prefix: str) -> None:
        self.subject = subject
        self.prefix = prefix
        self.families: list[Family] = []

    def add(
        self,
        unit: str,
        level: str,
        standard: str,
        difficulty: str,
        *,
        kin: str = "",
        concept: str = "",
        passage_set: str = "",
    ) -> Callable[[Callable[[Random], Draft]], Callable[[Random], Draft]]:
        """Register the decorated function; `kin` and `concept` default to itself and its unit."""

        def register(make: Callable[[Random], Draft]) -> Callable[[Random], Draft]:
            key = f"{self.prefix}.{make.__name__.lstrip('_')}"
            name = kin or key
            self.families.append(
                Family(
                    key,
                    self.subject,
                    make,
                    unit,
                    level,
                    f"[{standard}]",
                    difficulty,
                    name,
                    concept or unit,
                    passage_set or key,
                )
            )
            return make

        return register


def numeric(
    rng: Random,
    body: str,
    ask: str,
    value: Number,
    wrong: Iterable[Number],
    solution: str,
    *figures: Figure,
    measure: str = "",
    show: Callable[[Number], str] | None = None,
    positive: bool = True,
    choice_share: float = 0.8,
) -> Draft:
    """A question whose answer is a number.

    `wrong` are the values that typical errors give; made-up steps fill up to five. Choices
    ascend, as exam papers print them. `ask` is a noun phrase: ``$x$의 값``.
    """
    write = show or (lambda v: unit(v, measure) if measure else math(num(v)))
    answer = write(value)
    if rng.random() >= choice_share:
        verb = rng.choice(("구하시오", "구하시오", "구하여라"))
        return Draft(
            f"{body} {ask}@을 {verb}.".lstrip(), answer, solution, (), figures, task=_task(ask)
        )
    ceiling = 1 if re.search("확률|효율|도수$", ask) and measure != "%" else None
    if answer.endswith("\\%$"):
        ceiling = 100
    place = zlib.crc32(f"{body}{answer}".encode()) % 5
    values = _options(value, wrong, write, (0 if positive else None, ceiling), place)
    ending = rng.choice(("@은?", "@은?", "@은 얼마인가?"))
    return Draft(
        f"{body} {ask}{ending}".lstrip(),
        MARKS[values.index(value)],
        solution,
        tuple(write(v) for v in values),
        figures,
        task=_task(ask),
    )


def _options(
    value: Number,
    wrong: Iterable[Number],
    write: Callable[[Number], str],
    between: tuple[Number | None, Number | None],
    place: int,
) -> list[Number]:
    """Five values in ascending order, the right one at `place` (0 to 4) if that can be had."""
    low, high = between
    below: list[Number] = []
    above: list[Number] = []
    shown = {write(value)}

    def offer(candidate: Number) -> None:
        fits = (low is None or candidate > low) and (high is None or candidate <= high)
        if fits and write(candidate) not in shown:
            shown.add(write(candidate))
            (below if candidate < value else above).append(candidate)

    for candidate in wrong:
        offer(candidate)
    step = _step(value)
    for turn in range(1, 9):
        offer(value - turn * step)
        offer(value + turn * step)
    first = max(min(place, len(below)), 4 - len(above))
    return sorted([*below[:first], value, *above[: 4 - first]])


def _step(value: Number) -> Number:
    """How far apart made-up choices stand: as round as the value itself."""
    if value != round(value):
        top, bottom = Fraction(value).as_integer_ratio()
        return Fraction(max(1, round(abs(top) / 10)), bottom)
    size = abs(int(value))
    grain = next((g for g in (1000, 500, 100, 50, 10, 5, 2) if size > 2 * g and size % g == 0), 1)
    return grain * max(1, round(size / 10 / grain))


def _task(ask: str) -> str:
    return re.sub(r"[^가-힣]+", " ", ask).strip()


def choose(
    rng: Random,
    text: str,
    correct: str,
    wrong: Sequence[str],
    solution: str,
    *figures: Figure,
    ordered: Sequence[str] = (),
) -> Draft:
    """A question with five worded choices, shuffled, or in the order of `ordered`."""
    if ordered:
        choices = list(ordered)
    else:
        choices = [correct, *rng.sample(list(dict.fromkeys(wrong)), 4)]
        rng.shuffle(choices)
    return Draft(text, MARKS[choices.index(correct)], solution, tuple(choices), figures)


_COMBINATIONS = ("ㄱ", "ㄴ", "ㄷ", "ㄱ, ㄴ", "ㄱ, ㄷ", "ㄴ, ㄷ", "ㄱ, ㄴ, ㄷ")


Claim = tuple[str, bool, str]
"""A statement, whether it holds, and why."""


def _contradictory(claims: Sequence[Claim]) -> bool:
    """Whether two claims nearly agree in words, one true and one false: a giveaway."""
    return any(
        a[1] != b[1] and SequenceMatcher(None, a[0], b[0], autojunk=False).ratio() > 0.72
        for a, b in combinations(claims, 2)
    )


def statements(
    rng: Random, body: str, claims: Sequence[Claim], *figures: Figure, about: str = ""
) -> Draft:
    """A question of the <보기> form: which of three claims hold (at least one of them true).

    Of the claims given, three are drawn that don't contradict each other.
    """
    while True:
        chosen = rng.sample(list(claims), 3)
        if any(claim[1] for claim in chosen) and not _contradictory(chosen):
            break
    names = "ㄱㄴㄷ"
    correct = ", ".join(name for name, claim in zip(names, chosen, strict=True) if claim[1])
    others = [c for c in _COMBINATIONS if c != correct]
    options = sorted([correct, *rng.sample(others, 4)], key=_COMBINATIONS.index)
    listing = "\n".join(f"{name}. {claim[0]}" for name, claim in zip(names, chosen, strict=True))
    ask = rng.choice(
        (
            "이에 대한 설명으로 옳은 것만을 <보기>에서 있는 대로 고른 것은?",
            "옳은 설명만을 <보기>에서 있는 대로 고른 것은?",
        )
    )
    reasons = " ".join(
        f"{name}. {claim[2]} ({'참' if claim[1] else '거짓'})"
        for name, claim in zip(names, chosen, strict=True)
    )
    if about:
        ask = ask.replace("이에", about) if ask.startswith("이에") else f"{about} 대한 {ask}"
    return Draft(
        f"{body} {ask}\n<보기>\n{listing}".lstrip(),
        MARKS[options.index(correct)],
        f"{reasons} 따라서 옳은 것은 {correct}이다.",
        tuple(options),
        figures,
    )

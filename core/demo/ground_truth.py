"""The two answer lists of the demonstration set, in the shape that production has.

Both rank the same pool of 100 test items. Grades: 3 a twin (only numbers, wording or material
differ), 2 the same concept and core method, 1 the same concept by another method; a pair of the
pool that isn't listed is not relevant (0), which the files declare. Relevant means grade 2 or more
(``threshold``).

* ``hybrid`` (61 queries) follows the problem: the same family asking the same thing is 3, the same
  family or its kin 2, the same concept 1.
* ``image`` (27 queries) follows the picture: the same kind of figure is 3 within a family and 2
  across families, a related kind (two circuits, two charts) 1. Tables and bar charts look alike
  whatever they say, so across families they count 1.

Questions outside the pool are judged by nobody: most pool items have twins among the other 1,100,
so a ranking of the whole corpus is full of holes, as it would be in production.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random

from core.demo.generator import Entry

POOL_SIZE = 100
QUERIES = {"image": 27, "hybrid": 61}
THRESHOLD = 2
_PLAIN_KINDS = ("table", "bar-chart")

Grade = Callable[[Entry, Entry], int]


def hybrid_grade(query: Entry, other: Entry) -> int:
    """How near two questions are as problems, 0 to 3."""
    a, b = query.family, other.family
    if a.key == b.key:
        return 3 if query.draft.task == other.draft.task else 2
    if a.subject != b.subject:
        return 0
    if a.kin == b.kin:
        return 2
    return 1 if a.concept == b.concept else 0


def image_grade(query: Entry, other: Entry) -> int:
    """How near two questions' first pictures are, 0 to 3."""
    if not query.draft.figures or not other.draft.figures:
        return 0
    a, b = query.draft.figures[0].kind, other.draft.figures[0].kind
    if a == b:
        if query.family.key == other.family.key:
            return 3
        return 1 if a in _PLAIN_KINDS else 2
    return 1 if a.split("-")[0] == b.split("-")[0] else 0


def pool(entries: Sequence[Entry]) -> list[Entry]:
    """The 100 test items: related pairs and threes, look-alikes, and questions that stand alone."""
    rng = Random("pool-14")  # noqa: S311
    plain = [e for e in entries if not e.copy_of and not e.embedded]
    chosen: dict[str, Entry] = {}

    def take(candidates: Sequence[Entry], count: int) -> None:
        free = [e for e in candidates if e.id not in chosen]
        for entry in rng.sample(free, min(count, len(free))):
            chosen[entry.id] = entry

    by_kin: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in plain:
        by_kin[entry.family.subject, entry.family.kin].append(entry)
    several = [k for k in by_kin if len({e.family.key for e in by_kin[k]}) > 1]
    single = [k for k in by_kin if k not in several]
    rng.shuffle(several)
    rng.shuffle(single)
    for kin in several[:19]:  # one or two of two families with one method: relatives, seldom twins
        families = sorted({e.family.key for e in by_kin[kin]})
        for key in rng.sample(families, 2):
            take([e for e in by_kin[kin] if e.family.key == key], 1)
        if rng.random() < 0.25:
            take(by_kin[kin], 1)
    for kin in single[:11]:  # twins
        take(by_kin[kin], 2)
    kinds = {e.draft.figures[0].kind for e in chosen.values() if e.draft.figures}
    concepts = {e.family.concept for e in chosen.values()}
    used = {(e.family.subject, e.family.kin) for e in chosen.values()}
    near = [
        e
        for k in by_kin
        if k not in used
        for e in by_kin[k][:1]
        if e.family.concept in concepts or (e.draft.figures and e.draft.figures[0].kind in kinds)
    ]
    take(near, 26)
    used = {(e.family.subject, e.family.kin) for e in chosen.values()}
    take([by_kin[k][0] for k in by_kin if k not in used], POOL_SIZE - len(chosen))
    return sorted(chosen.values(), key=lambda e: e.id)


def _queries(members: Sequence[Entry], grade: Grade, count: int, name: str) -> list[Entry]:
    """`count` members with a relevant partner in the pool; those without a twin there first."""

    def best(query: Entry) -> int:
        return max(grade(query, e) for e in members if e.id != query.id)

    able = [q for q in members if best(q) >= THRESHOLD]
    if len(able) < count:
        raise RuntimeError(f"{name}: only {len(able)} of the pool have a relevant partner")
    Random(f"queries:{name}").shuffle(able)  # noqa: S311
    able.sort(key=best)
    return sorted(able[:count], key=lambda e: e.id)


def ground_truths(entries: Sequence[Entry]) -> dict[str, dict[str, object]]:
    """The contents of image.json and hybrid.json."""
    members = pool(entries)
    grades: dict[str, Grade] = {"image": image_grade, "hybrid": hybrid_grade}
    sources = {
        "image": "데모: 그림의 유형이 같은 문항",
        "hybrid": "데모: 같은 문제 계열의 문항 (본문과 그림)",
    }
    return {
        name: {
            "pool": [e.id for e in members],
            "unlisted": "not_relevant",
            "threshold": THRESHOLD,
            "source": sources[name],
            "queries": {
                q.id: {e.id: grade(q, e) for e in members if e.id != q.id and grade(q, e) > 0}
                for q in _queries(members, grade, QUERIES[name], name)
            },
        }
        for name, grade in grades.items()
    }

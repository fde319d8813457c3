"""The demonstration set: correct questions, telling structure, same bytes every time."""

import json
import re
from collections import Counter
from fractions import Fraction
from itertools import pairwise, product
from math import gcd, lcm
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.demo import DemoFiles, generate, generator, ground_truth
from core.demo.generator import Entry
from core.demo.judgments import ANNOTATORS, sample_judgments
from core.demo.korean import num, par, particle, poly, root, settle, signed, unit

MARKS = "①②③④⑤"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return generate(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def items(files: DemoFiles) -> list[dict]:
    return [json.loads(line) for line in files.items.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return generator.entries()


@pytest.fixture(scope="module")
def gts(files: DemoFiles) -> dict[str, dict]:
    return {name: json.loads(path.read_text("utf-8")) for name, path in files.gts.items()}


def _family(entries: list[Entry], name: str) -> list[Entry]:
    found = [e for e in entries if e.family.key == name]
    assert found, name
    return found


def _answer(entry: Entry) -> str:
    if entry.draft.choices:
        return entry.draft.choices[MARKS.index(entry.draft.answer)]
    return entry.draft.answer


def _fraction(latex: str) -> Fraction:
    body = re.sub(r"\\,.*|\^\\circ|배$|개$|명$|분$", "", latex.strip("$"))
    match = re.fullmatch(r"(-?)\\dfrac\{(\d+)\}\{(\d+)\}", body)
    if match:
        return Fraction(int(match[1] + match[2]), int(match[3]))
    return Fraction(re.sub(r"[^-\d./]", "", body))


# --- counts and shape -----------------------------------------------------------------------------


def test_counts(items: list[dict], entries: list[Entry]) -> None:
    assert len(items) == 1200
    assert len({i["id"] for i in items}) == 1200
    assert len({i["subject"] for i in items}) == 6
    assert len({e.family.key for e in entries}) >= 80
    assert min(Counter(e.family.key for e in entries).values()) >= 2
    assert sum(bool(i["images"]) for i in items) >= 600


def test_items_do_not_carry_their_family(items: list[dict]) -> None:
    keys = set().union(*items)
    assert not keys & {"family", "kin", "concept", "task", "copy_of"}
    assert {"id", "text", "answer", "solution", "subject", "standard", "images"} <= keys


def test_choices_are_five_and_distinct_and_the_mark_points_into_them(items: list[dict]) -> None:
    short = embedded = 0
    for item in items:
        choices = item.get("choices")
        if choices is None and "\n①" in item["text"]:
            embedded += 1
            choices = [line[2:] for line in item["text"].splitlines() if line[:1] in MARKS]
        if choices is None:
            short += 1
            assert item["answer"], item["id"]
            assert item["answer"] not in MARKS, item["id"]
        else:
            assert len(choices) == 5, item["id"]
            assert len(set(choices)) == 5, item["id"]
            assert item["answer"] in MARKS, item["id"]
            assert all(c.strip() and c[0] not in MARKS for c in choices), item["id"]
    assert short > 100
    assert embedded > 50


def test_right_answers_are_spread_over_the_five_marks(items: list[dict]) -> None:
    marks = Counter(i["answer"] for i in items if i["answer"] in MARKS)
    assert min(marks.values()) > 0.5 * max(marks.values()), marks


def test_probabilities_and_percentages_stay_possible(entries: list[Entry]) -> None:
    for entry in entries:
        draft = entry.draft
        if re.search(r"확률(은|은 얼마인가)\?$", draft.text):
            assert all(0 < _fraction(choice) <= 1 for choice in draft.choices), draft.choices
        elif draft.choices and all(c.endswith("\\%$") for c in draft.choices):
            assert all(_fraction(choice) <= 100 for choice in draft.choices), draft.choices


def test_texts_are_clean(items: list[dict]) -> None:
    bad = re.compile(r"@|\{\}\{|None|nan|Fraction|\+\s*-|-\s*-\d|(?<![\d.])1x|  |\$\$|\.\.")
    for item in items:
        for text in (item["text"], item["solution"], item["answer"], *item.get("choices", [])):
            assert text == text.strip(), item["id"]
            assert text.count("$") % 2 == 0, (item["id"], text)
            assert not bad.search(re.sub(r"\\mathrm\{[^}]*\}", "u", text)), (item["id"], text)
            assert text.count("{") == text.count("}"), (item["id"], text)


def test_passages_are_shared(items: list[dict]) -> None:
    sharing = Counter(i["passage_id"] for i in items if "passage_id" in i)
    assert sum(count >= 2 for count in sharing.values()) >= 5
    texts = {}
    for item in items:
        if "passage_id" in item:
            assert texts.setdefault(item["passage_id"], item["passage"]) == item["passage"]


def test_pictures_open_and_are_small(files: DemoFiles, items: list[dict]) -> None:
    named = [name for item in items for name in item["images"]]
    assert len(named) == len(set(named)) == len(list(files.images.iterdir()))
    for name in named:
        path = files.images / name
        assert path.stat().st_size < 25_000
        with Image.open(path) as image:
            image.verify()
            assert 400 <= image.width <= 900
    assert {len(i["images"]) for i in items} == {0, 1, 2}


def test_exact_duplicates(entries: list[Entry], files: DemoFiles) -> None:
    by_id = {e.id: e for e in entries}
    copies = [e for e in entries if e.copy_of]
    assert len(copies) == generator.DUPLICATES
    for copy in copies:
        original = by_id[copy.copy_of]
        assert copy.key == original.key
        for a, b in zip(copy.images, original.images, strict=True):
            assert (files.images / a).read_bytes() == (files.images / b).read_bytes()
    others = Counter(e.key for e in entries if not e.copy_of)
    assert max(others.values()) == 1


def test_two_runs_give_the_same_bytes(files: DemoFiles, tmp_path: Path) -> None:
    again = generate(tmp_path)
    pairs = [(files.items, again.items)]
    pairs += [(files.gts[n], again.gts[n]) for n in files.gts]
    pairs += [(files.manifests[n], again.manifests[n]) for n in files.manifests]
    pairs += [(p, again.images / p.name) for p in sorted(files.images.iterdir())]
    for one, two in pairs:
        assert one.read_bytes() == two.read_bytes(), one.name
    for name, path in files.variants.items():
        with np.load(path) as a, np.load(again.variants[name]) as b:
            assert (a["ids"] == b["ids"]).all()
            np.testing.assert_allclose(a["embeddings"], b["embeddings"], atol=1e-6)


# --- ground truths and vectors --------------------------------------------------------------------


def test_ground_truth_shape(gts: dict[str, dict], entries: list[Entry]) -> None:
    assert set(gts) == {"image", "hybrid"}
    assert gts["image"]["pool"] == gts["hybrid"]["pool"]
    by_id = {e.id: e for e in entries}
    for name, count in (("image", 27), ("hybrid", 61)):
        gt = gts[name]
        pool = set(gt["pool"])
        assert len(pool) == 100
        assert len(gt["queries"]) == count
        assert gt["unlisted"] == "not_relevant"
        for query, grades in gt["queries"].items():
            assert query in pool
            assert query not in grades
            assert set(grades) <= pool
            assert set(grades.values()) <= {1, 2, 3}
            assert max(grades.values()) >= gt["threshold"], "a query without a relevant item"
            assert name != "image" or by_id[query].images


def test_relevant_questions_outside_the_pool_are_not_judged(
    gts: dict[str, dict], entries: list[Entry]
) -> None:
    by_id = {e.id: e for e in entries}
    pool = set(gts["hybrid"]["pool"])
    holes = sum(
        any(ground_truth.hybrid_grade(by_id[q], e) == 3 for e in entries if e.id not in pool)
        for q in gts["hybrid"]["queries"]
    )
    assert holes > 40


def test_vectors_are_unit_rows_of_known_items(files: DemoFiles, items: list[dict]) -> None:
    known = {i["id"] for i in items}
    covered = {}
    for name, path in files.variants.items():
        manifest = json.loads(files.manifests[name].read_text("utf-8"))
        assert manifest["model"].startswith("yusa-demo/")
        assert "not Qwen" in manifest["note"]
        with np.load(path, allow_pickle=False) as data:
            vectors, ids = data["embeddings"], data["ids"]
            assert vectors.dtype == np.float32
            assert (
                vectors.shape == (manifest["rows"], manifest["dim"]) == (len(ids), vectors.shape[1])
            )
            assert np.isfinite(vectors).all()
            np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
            assert set(ids.tolist()) <= known
            covered[name] = len(ids)
    assert set(covered) == {"text-tfidf", "image-shape", "text+image", "text-weak"}
    assert 1200 - 40 <= covered.pop("image-shape") <= 1200 - 8
    assert set(covered.values()) == {1200}


def _success(files: DemoFiles, gt: dict, variant: str, k: int) -> int:
    with np.load(files.variants[variant]) as data:
        at = {str(i): row for row, i in enumerate(data["ids"])}
        vectors = data["embeddings"].astype(float)
    hits = 0
    for query, grades in gt["queries"].items():
        if query not in at:
            continue
        rivals = [i for i in gt["pool"] if i != query and i in at]
        rivals.sort(key=lambda i: (-round(1e6 * float(vectors[at[query]] @ vectors[at[i]])), i))
        hits += any(grades.get(i, 0) >= gt["threshold"] for i in rivals[:k])
    return hits


def test_variants_disagree_in_telling_ways(files: DemoFiles, gts: dict[str, dict]) -> None:
    hits = {(v, g): _success(files, gts[g], v, 5) for v in files.variants for g in gts}
    assert hits["text+image", "image"] > hits["text-tfidf", "image"]
    assert hits["text+image", "hybrid"] < hits["text-tfidf", "hybrid"]
    assert hits["text+image", "image"] >= 25
    for variant in ("text-tfidf", "text+image"):
        assert hits["text-weak", "hybrid"] < hits[variant, "hybrid"] < 61
    assert 0.4 < hits["text-weak", "hybrid"] / 61 < 0.8


def test_practice_judgments(gts: dict[str, dict]) -> None:
    made = sample_judgments(gts["hybrid"]["queries"], gts["hybrid"]["pool"])
    assert made == sample_judgments(gts["hybrid"]["queries"], gts["hybrid"]["pool"])
    pairs: dict[tuple[str, str], list[int | None]] = {}
    for judgment in made:
        pairs.setdefault((judgment["query"], judgment["item"]), []).append(judgment["grade"])
        assert judgment["annotator"] in ANNOTATORS
        assert (judgment["grade"] is None) == bool(judgment["cannot_tell_reason"])
    agreed = sum(a == b for a, b in pairs.values())
    assert 0.6 < agreed / len(pairs) < 0.95


# --- Korean and notation --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "kind", "form"),
    [
        ("$3$", "을", "을"), ("$2$", "을", "를"), ("$10$", "은", "은"), ("$4$", "은", "는"),
        ("$5\\,\\mathrm{cm}$", "을", "를"), ("$5\\,\\mathrm{kg}$", "을", "을"),
        ("$\\dfrac{3}{4}$", "이", "이"), ("$\\dfrac{2}{3}$", "이", "가"),
        ("$30^\\circ$", "로", "로"), ("$1$", "로", "로"), ("$3$", "로", "으로"),
        ("$x$", "을", "를"), ("$n$", "을", "을"), ("$x^2$", "이", "이"), ("$20\\,\\%$", "이", "가"),
        ("학생", "과", "과"), ("철수", "과", "와"), ("서울", "로", "로"), ("\\Omega$", "을", "을"),
        ("$a_n$", "은", "은"), ("B", "을", "를"), ("L", "은", "은"), ("$f(x)$", "이", "가"),
    ],
)  # fmt: skip
def test_particles(word: str, kind: str, form: str) -> None:
    assert particle(word, kind) == form


def test_settle_looks_at_the_word_before() -> None:
    assert settle("점 A@을 지나는 $3$@과 $2$@은") == "점 A를 지나는 $3$과 $2$는"


def test_notation() -> None:
    assert poly([1, -3, 0]) == "x^2-3x"
    assert poly([-1, 1, -1]) == "-x^2+x-1"
    assert poly([Fraction(-1, 2), 3]) == "-\\dfrac{1}{2}x+3"
    assert poly([0]) == "0"
    assert num(Fraction(6, -4)) == "-\\dfrac{3}{2}"
    assert root(12) == "2\\sqrt{3}"
    assert root(9) == "3"
    assert root(3, Fraction(2, 3)) == "\\dfrac{2\\sqrt{3}}{3}"
    assert (signed(0), signed(-2), signed(3), par(-2)) == ("", "-2", "+3", "(-2)")
    assert unit(30, "°") == "$30^\\circ$"


# --- answers recomputed from the printed question -------------------------------------------------


def test_divisor_counts_by_counting(entries: list[Entry]) -> None:
    for entry in _family(entries, "MA.divisor_count"):
        p, a, q, b = re.search(r"(\d)(?:\^(\d))?\\times (\d)(?:\^(\d))?", entry.draft.text).groups(
            "1"
        )  # type: ignore[union-attr]
        n = int(p) ** int(a) * int(q) ** int(b)
        assert _fraction(_answer(entry)) == sum(n % d == 0 for d in range(1, n + 1))


def test_common_multiples_and_divisors(entries: list[Entry]) -> None:
    for name, rule in (("MA.next_meeting", lcm), ("MA.square_tiles", gcd)):
        for entry in _family(entries, name):
            a, b = map(int, re.findall(r"\$(\d+)", entry.draft.text)[:2])
            assert _fraction(_answer(entry)) == rule(a, b), entry.draft.text


def test_two_dice_by_enumeration(entries: list[Entry]) -> None:
    rules = {"합": lambda a, b: a + b, "차": lambda a, b: abs(a - b), "곱": lambda a, b: a * b}
    for entry in _family(entries, "MA.two_dice"):
        word, n = re.search(r"눈의 수의 (.)[이가] \$(\d+)\$", entry.draft.text).groups()  # type: ignore[union-attr]
        count = sum(rules[word](a, b) == int(n) for a, b in product(range(1, 7), repeat=2))
        assert _fraction(_answer(entry)) == Fraction(count, 36)


def _values(polynomial: str, x: int) -> Fraction:
    """A printed polynomial at x, read term by term."""
    total = Fraction(0)
    for sign, size, power, exponent in re.findall(
        r"([+-]?)(\d*)(x(?:\^(\d))?)?(?=[+-]|$)", polynomial
    ):
        if not size and not power:
            continue
        value = Fraction(size or 1) * (Fraction(x) ** int(exponent or 1) if power else 1)
        total += -value if sign == "-" else value
    return total


def test_quadratic_inequalities_by_trying_integers(entries: list[Entry]) -> None:
    for entry in _family(entries, "MA.quadratic_inequality"):
        form, sign = re.search(r"부등식 \$(.+?) (<|\\le) 0\$", entry.draft.text).groups()  # type: ignore[union-attr]
        fits = [
            x for x in range(-60, 60)
            if (_values(form, x) < 0 if sign == "<" else _values(form, x) <= 0)
        ]  # fmt: skip
        assert _fraction(_answer(entry)) == len(fits), entry.draft.text


def test_roots_satisfy_vieta_numerically(entries: list[Entry]) -> None:
    for entry in _family(entries, "MA.roots_squares"):
        form = re.search(r"이차방정식 \$(.+?)=0\$", entry.draft.text)[1]  # type: ignore[index]
        c, plus, minus = (_values(form, x) for x in (0, 1, -1))
        roots = np.roots([float((plus + minus) / 2 - c), float((plus - minus) / 2), float(c)])
        assert float(_fraction(_answer(entry))) == pytest.approx((roots**2).sum().real)


def test_salt_water_balances(entries: list[Entry]) -> None:
    for entry in _family(entries, "MA.salt_water"):
        p, a, q, r = map(int, re.findall(r"\$(\d+)\\", entry.draft.text)[:4])
        x = _fraction(_answer(entry))
        assert Fraction(p * a + q * x, 1) == r * (a + x), entry.draft.text


def test_lines_of_vt_graphs_agree_with_the_area(entries: list[Entry]) -> None:
    for entry in _family(entries, "PH.vt_distance"):
        points = entry.draft.figures[0].params["points"]
        area = sum(
            Fraction((x1 - x0) * (y0 + y1), 2)
            for (x0, y0), (x1, y1) in pairwise(points)  # type: ignore[call-overload]
        )
        assert _fraction(_answer(entry)) == area


def test_shortest_paths_by_counting(entries: list[Entry]) -> None:
    for entry in _family(entries, "MA.shortest_paths"):
        params = entry.draft.figures[0].params
        columns, rows, via = params["columns"], params["rows"], params["via"]

        def ways(c: int, r: int) -> int:
            return 1 if c == 0 or r == 0 else ways(c - 1, r) + ways(c, r - 1)

        total = ways(columns, rows)
        if via:
            total = ways(*via) * ways(columns - via[0], rows - via[1])
        assert _fraction(_answer(entry)) == total


def test_claims_listed_as_true_are_the_answer(entries: list[Entry]) -> None:
    checked = 0
    for entry in entries:
        marks = re.findall(r"([ㄱㄴㄷ])\. [^㉠]*?\((참|거짓)\)", entry.draft.solution)
        if "<보기>" not in entry.draft.text or len(marks) != 3:
            continue
        checked += 1
        assert _answer(entry) == ", ".join(name for name, truth in marks if truth == "참")
    assert checked > 100

"""Every reason of core has words, and an annotator in a task hears no more than is theirs."""

from __future__ import annotations

import ast
import logging
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import core
from core import errors
from core.access import Access
from core.errors import (
    JudgmentError,
    JudgmentStoreError,
    NoVectorError,
    PoolError,
    Reason,
    TaskClosedError,
    UnknownVariantError,
    YusaError,
)
from dashboard import failures, richtext, state, strings
from dashboard.browse_link import BrowseLink
from dashboard.strings.errors import WORDS

CORE = Path(core.__file__).parent

HEARD = (
    *("frozen", "generations", "items", "judgment_store", "judgments", "picture_check"),
    *("postgres", "remark_store", "report/recommendation", "sampling", "search", "settings"),
    *("task_store", "tasks", "textindex", "vectors", "workspace"),
)
"""Modules of core whose failures a page may have to say."""
UNHEARD = {
    ("frozen", "named_or_file"): "the command line alone reads a version from a file",
    ("judgment_store", "verify"): "the command line alone verifies",
    ("task_store", "grant"): "no page asks for such a key",
    ("vectors", "write_variant"): "at an import",
    ("vectors", "copy_variant"): "at an import",
    ("vectors", "derive_variant"): "at a derivation",
}
SAID_BY_CLASS = {"JudgmentStoreError", "RecommendationChangedError"}
"""Failures that carry parts of their own."""


def parsed() -> Iterator[tuple[Path, ast.Module]]:
    found = [p for root in (CORE, Path(strings.__file__).parents[1]) for p in root.rglob("*.py")]
    assert len(found) > 100
    for path in found:
        yield path, ast.parse(path.read_text("utf-8"))


def reasons(tree: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """Yield code and names of the values of each reason that is made in a piece of source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name != Reason.__name__:
                continue
            (code,) = node.args
            assert isinstance(code, ast.Constant), "a code stands in the source as it is"
            assert isinstance(code.value, str)
            assert all(each.arg for each in node.keywords), "values are named one by one"
            yield code.value, {str(each.arg) for each in node.keywords}


def fields(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def test_every_reason_has_words_that_name_its_values_and_no_others() -> None:
    made = [(path, *found) for path, tree in parsed() for found in reasons(tree)]
    assert len(made) > 60
    for path, code, values in made:
        words = WORDS.get(f"error.{code}")
        assert words is not None, f"{path.name}: the strings have no error.{code}"
        for phrase in words:
            assert fields(phrase) == values, f"{path.name}: error.{code}"


def test_no_words_are_left_of_a_reason_that_is_gone() -> None:
    made = {f"error.{code}" for _path, tree in parsed() for code, _values in reasons(tree)}
    assert not WORDS.keys() - made


def silent(tree: ast.Module, module: str) -> list[str]:
    """Return the failures that a module raises without a reason, but for those known as unheard."""
    kinds = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, YusaError)
    } - SAID_BY_CLASS
    found = []
    for around in ast.walk(tree):
        if not isinstance(around, ast.FunctionDef) or (module, around.name) in UNHEARD:
            continue
        for node in ast.walk(around):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in kinds and "reason" not in {each.arg for each in node.keywords}:
                found.append(f"{module}.{around.name}: {node.func.id}, line {node.lineno}")
    return found


@pytest.mark.parametrize("module", HEARD)
def test_what_a_page_may_meet_carries_a_reason(module: str) -> None:
    assert not silent(ast.parse((CORE / f"{module}.py").read_text("utf-8")), module)


def test_the_search_for_reasons_finds_them() -> None:
    source = 'def f():\n    raise TaskError("no")\ndef g():\n    raise TaskError("", reason=r)\n'
    assert silent(ast.parse(source), "tasks") == ["tasks.f: TaskError, line 2"]
    assert list(reasons(ast.parse('errors.Reason("a.b", n=1, id=x)'))) == [("a.b", {"n", "id"})]


@pytest.mark.parametrize("place", sorted(UNHEARD))
def test_what_is_unheard_is_there(place: tuple[str, str]) -> None:
    module, name = place
    tree = ast.parse((CORE / f"{module}.py").read_text("utf-8"))
    assert name in {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}


# ---- who hears what ------------------------------------------------------------------------------


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The session's state, outside of a page."""
    made: dict[str, object] = {state.LINK: BrowseLink(language="en")}
    monkeypatch.setattr(failures.st, "session_state", made)
    return made


TELLING = [
    NoVectorError("8B", reason=Reason("no_vector", item="Q09", variant="8B")),
    UnknownVariantError("8B", reason=Reason("variant.unknown", name="8B")),
    PoolError("8B", reason=Reason("pool.undeclared", gt="8B")),
    YusaError("8B"),
]


@pytest.mark.parametrize("error", TELLING, ids=lambda error: type(error).__name__)
def test_an_annotator_in_a_task_hears_of_no_variant_or_ground_truth(
    error: YusaError, session: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    assert "8B" in failures.said(error)
    with caplog.at_level(logging.WARNING):
        assert failures.said_blind(error) == strings.text("en", "work.fault")
    assert "8B" in caplog.text, "the lead finds it in the log"


def test_an_annotator_in_a_task_hears_what_their_own_judgment_lacks(
    session: dict[str, object],
) -> None:
    error = JudgmentError("no", reason=Reason("judgment.same", id="Q00"))
    assert "Q00" in failures.said_blind(error)
    assert failures.said_blind(TaskClosedError("no")) == strings.text("en", "work.closed.unsaved")
    full = JudgmentStoreError("no", "save", "judgments.sqlite", "SQLITE_FULL")
    assert "judgments.sqlite" in failures.said_blind(full)


@pytest.mark.parametrize("role", ["annotator", "lead", None])
def test_what_stops_a_page_is_said_to_whom_it_concerns(
    role: str | None, session: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(failures.st, "error", lambda words, icon: shown.append(words))
    if role is not None:
        session[state.ACCESS] = Access(role, "김", "t")  # type: ignore[arg-type]
    assert failures.show(TELLING[0])
    assert ("8B" in shown[0]) == (role != "annotator")


def test_without_a_reason_the_sentence_itself_is_said(session: dict[str, object]) -> None:
    assert failures.said(YusaError(["line 1: no", "line 2: no"])) == "line 1: no\nline 2: no"


def test_a_field_is_called_what_people_call_it(session: dict[str, object]) -> None:
    error = YusaError("no", reason=Reason("field.unknown", field="subject"))
    assert "“Subject”" in failures.said(error)
    session[state.LINK] = BrowseLink(language="ko")
    assert "‘과목’" in failures.said(error)


def test_a_name_of_the_data_is_no_markup_where_it_is_said(session: dict[str, object]) -> None:
    name = "**{n}** :red[8B] ~~x~~ [a](http://a.example)"
    error = UnknownVariantError("no", reason=Reason("variant.unknown", name=name))
    assert name in failures.said(error), "braces of a value are no fields"
    label = richtext.label(failures.said(error), 400)
    for markup in ("**", ":red[", "~~", "]("):
        assert markup not in label


def drawn(app: AppTest) -> str:
    kinds = ("markdown", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def test_a_workspace_that_never_opened_is_said_in_korean(
    open_page: Callable[..., AppTest], tmp_path: Path
) -> None:
    text = drawn(open_page(tmp_path / "nowhere"))
    assert "Yusa 작업 공간이 없습니다" in text
    assert "no Yusa workspace" not in text
    assert "There is no Yusa workspace" in drawn(open_page(tmp_path / "nowhere", lang="en"))


def test_a_workspace_that_breaks_while_it_is_open_is_said_in_korean(
    open_page: Callable[..., AppTest], build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    app = open_page(path)
    (path / "workspace.json").write_text("{", "utf-8")
    text = drawn(app.run())
    assert "workspace\\.json 파일이 손상되었거나" in text
    assert "can't be read" not in text

"""All words are in one place, in both languages, and none is anywhere else."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from dashboard import strings

PACKAGE = Path(strings.__file__).parent
DASHBOARD = PACKAGE.parent
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
SHOWS_TEXT = {
    *("markdown", "caption", "button", "info", "warning", "error", "success", "write", "text"),
    *("expander", "popover", "selectbox", "multiselect", "pills", "segmented_control", "header"),
    *("text_input", "dialog", "title", "subheader", "toast", "badge", "metric", "checkbox"),
    *("radio", "slider", "toggle", "text_area", "number_input", "download_button", "tabs"),
}
WORD = re.compile(r"[A-Za-z가-힣]{2,}")
CODE = re.compile(r":material/\w+:|:[a-z-]+(?=\[)|`[^`]*`")


def sources() -> list[Path]:
    found = [path for path in DASHBOARD.rglob("*.py") if PACKAGE not in path.parents]
    assert len(found) > 15
    return found


def literal_words(path: Path) -> list[str]:
    """Return words that a Streamlit call in this file would show as they stand in the code."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        if not isinstance(owner, ast.Name) or owner.id != "st":
            continue
        if node.func.attr not in SHOWS_TEXT or not node.args:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant):
            pieces = [first]
        elif isinstance(first, ast.JoinedStr):
            pieces = [part for part in first.values if isinstance(part, ast.Constant)]
        else:
            continue
        shown = "".join(str(piece.value) for piece in pieces)
        found += [f"{path.name}:{node.lineno} {w}" for w in WORD.findall(CODE.sub("", shown))]
    return found


def test_no_two_areas_share_a_key() -> None:
    assert sum(map(len, strings.AREAS)) == len(strings.WORDS)


@pytest.mark.parametrize("key", sorted(strings.WORDS))
def test_both_languages_say_it_with_the_same_fields(key: str) -> None:
    words = strings.WORDS[key]
    fields = [{f for _, f, _, _ in string.Formatter().parse(w) if f} for w in words]
    assert fields[0] == fields[1]
    for phrase in words:
        assert phrase.strip() == phrase
        assert phrase


PLURAL = re.compile(r"\{(\w+):[^{}|]*\|[^{}]*\}")
COUNTED = re.compile(r"\{(n|k|\w+:,)\}\**(?: more)? (?!of\b)\(?[a-z]+s\b")


def test_counted_words_are_in_the_number_of_their_count() -> None:
    assert strings.text("en", "judge.done.deferred", n=1) == "1 pair was put off and is left."
    assert strings.text("en", "judge.done.deferred", n=1200).startswith("1,200 pairs were put off")
    assert strings.text("en", "health.more.groups", n=1) == "and 1 more group"
    one = strings.text("en", "health.counts", items=1, pictures=1, variants=1, gts=1)
    assert one == "1 question · 1 picture · 1 model · 1 ground truth"
    none = strings.text("en", "health.counts", items=0, pictures=2, variants=0, gts=3)
    assert none == "0 questions · 2 pictures · 0 models · 3 ground truths"
    for key, words in strings.WORDS.items():
        assert not PLURAL.search(words.ko), f"{key}: Korean nouns have one form"
        assert not COUNTED.search(words.en), f"{key}: write {{n:question|questions}}"


def test_english_holds_no_hangul_and_korean_is_not_english() -> None:
    assert not [key for key, words in strings.WORDS.items() if HANGUL.search(words.en)]
    same = [
        k
        for k, w in strings.WORDS.items()
        if w.ko == w.en and WORD.search(re.sub("{.*?}", "", w.ko))
    ]
    assert not same


def test_no_page_holds_words_of_its_own() -> None:
    assert not [word for path in sources() for word in literal_words(path)]


def test_the_search_for_literal_words_finds_them(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        'st.button("Save")\nst.markdown(f":red[{x}] 정답")\nst.caption(":material/add:")\n'
    )
    assert literal_words(page) == ["page.py:1 Save", "page.py:2 정답"]


def test_no_hangul_outside_the_strings() -> None:
    for path in sources():
        tree = ast.parse(path.read_text("utf-8"))
        documentation = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        found = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
            and HANGUL.search(node.value)
        ]
        assert not found, path.name


def keys_in(path: Path) -> tuple[set[str], set[str]]:
    """Return the key-like literals of a file, and patterns of those it puts together."""
    literals: set[str] = set()
    patterns: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            literals.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            pieces = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z_.]+"
                for part in node.values
            ]
            if "." in "".join(pieces).replace("[a-z_.]+", ""):
                patterns.add("".join(pieces))
    return literals, patterns


def test_every_key_in_the_code_exists() -> None:
    roots = {key.split(".")[0] for key in strings.WORDS}
    key_like = re.compile(r"[a-z]+(\.[a-z_]+)+")
    asked = {
        literal
        for path in sources()
        for literal in keys_in(path)[0]
        if key_like.fullmatch(literal) and literal.split(".")[0] in roots
    }
    assert len(asked) > 40
    assert asked - set(strings.WORDS) <= {"app.py", "page.layout"}  # a file name and a widget key


def test_every_phrase_is_used() -> None:
    found = [keys_in(path) for path in sources()]
    literals = set().union(*(literal for literal, _ in found))
    patterns = [re.compile(p) for p in set().union(*(pattern for _, pattern in found))]
    unused = [
        key
        for key in strings.WORDS
        if key not in literals
        and not key.startswith("field.")  # asked for by strings.field_name
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert not unused


def test_unsafe_html_is_used_nowhere() -> None:
    for path in [*sources(), *DASHBOARD.rglob("*.js"), *DASHBOARD.rglob("*.html")]:
        code = path.read_text("utf-8")
        for banned in (
            "unsafe_allow_html",
            "unsafe_allow_javascript",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
        ):
            assert banned not in code, f"{path.name} uses {banned}"

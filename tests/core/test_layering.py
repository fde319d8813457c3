"""Who may import whom, and what nobody may write. The walker itself is tested at the end."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# From the bottom up. A module may import modules of lower lines only, so that each can be read,
# tested and replaced without those above it. Modules of one line don't know each other; the files
# of one package (ingest, health, importer, report, demo, cli) do. Imports under TYPE_CHECKING are
# exempt: they bind nothing at run time.
ORDER = (
    ("__init__",),
    (
        "errors",
        "shares",
        "text",
        "types",
        "assignment",
        "turns",
    ),
    (
        "access",
        "canonical",
        "facets",
        "matrices",
        "rotation",
        "textindex",
        "thumbnails",
    ),
    ("item_table",),
    (
        "metrics",
        "statistics",
        "ground_truth",
        "index",
        "items",
        "images",
        "migrations",
        "projection",
        "scan",
    ),
    (
        "measures",
        "indexing",
        "postgres",
        "reliability",
        "residency",
        "judgments",
        "settings",
        "sqlite_files",
        "ingest",
    ),
    ("store_file",),
    (
        "judgment_store",
        "planning",
        "published",
        "remark_store",
        "standing",
        "tasks",
        "vectors",
    ),
    (
        "generations",
        "modes",
        "progress",
        "task_store",
        "views",
        "store_copy",
    ),
    ("judgment_files", "workspace"),
    ("search", "picture_check"),
    ("agreement", "evaluate", "opinions", "queue", "sampling"),
    (
        "causes",
        "closing",
        "compare",
        "concord",
        "cost",
        "decisive",
        "disagreement",
        "growth",
        "health",
        "noninferiority",
        "threshold",
        "versions",
    ),
    ("hubs", "identity", "interaction", "score_behaviour", "slices", "working"),
    ("queues",),
    ("backup", "importer", "report"),
    ("frozen", "restore"),
    ("demo",),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}
SQL_MODULES = {
    "core.item_table",
    "core.items",
    "core.judgment_store",
    "core.migrations",
    "core.postgres",
    "core.remark_store",
    "core.sqlite_files",
    "core.store_copy",
    "core.store_file",
    "core.task_store",
}


@dataclass(frozen=True)
class Source:
    """What one file imports and uses.

    ``imports`` are absolute dotted names with their lines; ``from a import b`` counts as ``a.b``,
    because ``b`` may be a module.
    """

    module: str
    imports: tuple[tuple[str, int], ...] = ()
    caches: tuple[int, ...] = ()
    unsafe_html: tuple[int, ...] = ()
    pickles: tuple[int, ...] = ()
    evals: tuple[int, ...] = ()

    @property
    def layer(self) -> str:
        """The line of ORDER that the file belongs to."""
        return [*self.module.split("."), "__init__"][1]

    def uses(self, *packages: str) -> list[tuple[str, int]]:
        return [
            (name, line)
            for name, line in self.imports
            if any(name == p or name.startswith(p + ".") for p in packages)
        ]


@dataclass
class Walker(ast.NodeVisitor):
    module: str
    is_package: bool = False
    imports: list[tuple[str, int]] = field(default_factory=list)
    caches: list[int] = field(default_factory=list)
    unsafe_html: list[int] = field(default_factory=list)
    pickles: list[int] = field(default_factory=list)
    evals: list[int] = field(default_factory=list)

    def visit_If(self, node: ast.If) -> None:
        test = node.test
        name = test.id if isinstance(test, ast.Name) else getattr(test, "attr", None)
        if name == "TYPE_CHECKING":
            for statement in node.orelse:
                self.visit(statement)
        else:
            self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.imports += [(alias.name, node.lineno) for alias in node.names]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        parts = self.module.split(".")
        base = parts[: len(parts) - node.level + self.is_package] if node.level else []
        prefix = ".".join([*base, *([node.module] if node.module else [])])
        for alias in node.names:
            self.imports.append((f"{prefix}.{alias.name}", node.lineno))
            if prefix == "streamlit" and alias.name.startswith("cache_"):
                self.caches.append(node.lineno)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if (
            node.attr.startswith("cache_")
            and isinstance(node.value, ast.Name)
            and node.value.id in {"st", "streamlit"}
        ):
            self.caches.append(node.lineno)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}:
            self.evals.append(node.lineno)
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        false = isinstance(node.value, ast.Constant) and node.value.value is False
        if node.arg == "unsafe_allow_html" and not false:
            self.unsafe_html.append(node.value.lineno)
        if node.arg == "allow_pickle" and not false:
            self.pickles.append(node.value.lineno)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        # As a key of options that are unpacked into a call.
        if node.value == "unsafe_allow_html":
            self.unsafe_html.append(node.lineno)
        if node.value == "allow_pickle":
            self.pickles.append(node.lineno)


def walk(text: str, module: str, *, is_package: bool = False) -> Source:
    walker = Walker(module, is_package)
    walker.visit(ast.parse(text))
    return Source(
        module,
        tuple(walker.imports),
        tuple(walker.caches),
        tuple(walker.unsafe_html),
        tuple(walker.pickles),
        tuple(walker.evals),
    )


def sources(*packages: str) -> Iterator[Source]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            yield walk(path.read_text("utf-8"), name, is_package=is_package)


def upward(source: Source) -> list[str]:
    """Imports of the core that don't go downward."""
    faults = []
    for name, line in source.uses("core"):
        parts = name.split(".")
        # "from core import __version__" names no module.
        target = parts[1] if len(parts) > 1 and parts[1] in LEVEL else "__init__"
        if target != source.layer and LEVEL[target] >= LEVEL[source.layer]:
            faults.append(f"{source.module} line {line} imports core.{target}")
    return faults


CORE = list(sources("core"))
DASHBOARD = list(sources("dashboard"))
BENCHMARKS = list(sources("benchmarks"))
EVERYTHING = [*CORE, *DASHBOARD, *sources("scripts"), *BENCHMARKS]


def listed(found: list[str]) -> str:
    return "\n".join(found)


# --- rules --------------------------------------------------------------------------------------


def test_every_module_of_the_core_has_a_place() -> None:
    unknown = {source.layer for source in CORE} - set(LEVEL)
    assert not unknown, f"give these a line in ORDER, as low as their imports allow: {unknown}"


def test_the_core_imports_downward_only() -> None:
    faults = [fault for source in CORE if source.layer in LEVEL for fault in upward(source)]
    assert not faults, f"only lower lines of ORDER may be imported:\n{listed(faults)}"


def test_the_core_knows_no_dashboard() -> None:
    faults = [
        f"{source.module} line {line} imports {name}"
        for source in CORE
        for name, line in source.uses("streamlit", "dashboard", "plotly", "pandas")
    ]
    assert not faults, f"the core has to work without any user interface:\n{listed(faults)}"


def test_one_module_imports_faiss() -> None:
    product = [source for source in EVERYTHING if source not in BENCHMARKS]
    found = {source.module for source in product if source.uses("faiss")}
    assert found == {"core.index"}, "another index must fit behind core.index alone"
    rivals = {source.module for source in BENCHMARKS if source.uses("faiss", "usearch")}
    assert rivals <= {"benchmarks.rivals"}, "rivals of the index have one place, too"


def test_the_product_knows_no_benchmarks() -> None:
    faults = [
        f"{source.module} line {line} imports {name}"
        for source in [*CORE, *DASHBOARD]
        for name, line in source.uses("benchmarks")
    ]
    assert not faults, f"what is installed can't rest on what measures it:\n{listed(faults)}"


def test_few_modules_speak_sql() -> None:
    found = {source.module for source in EVERYTHING if source.uses("sqlite3", "sqlalchemy")}
    assert found <= SQL_MODULES, "storage must be replaceable: keep SQL where it is"
    assert "core.items" in found


def test_pages_do_not_import_pages() -> None:
    faults = [
        f"{source.module} line {line} imports {name}"
        for source in DASHBOARD
        if source.module.startswith(("dashboard.app_pages.", "dashboard.components"))
        for name, line in source.uses("dashboard.app_pages")
    ]
    assert not faults, f"what two pages need belongs to components or services:\n{listed(faults)}"


def test_caches_live_in_services() -> None:
    faults = [
        f"{source.module} line {line}"
        for source in EVERYTHING
        if not f"{source.module}.".startswith("dashboard.services.")
        for line in source.caches
    ]
    assert not faults, f"one place decides what is kept and when it is stale:\n{listed(faults)}"


def test_nothing_unsafe() -> None:
    for kind, reason in (
        ("unsafe_html", "question texts are foreign: never unsafe_allow_html"),
        ("pickles", "a pickle runs the program that its maker wrote: never allow_pickle"),
        ("evals", "texts are data: never eval or exec"),
    ):
        faults = [f"{s.module} line {line}" for s in EVERYTHING for line in getattr(s, kind)]
        assert not faults, f"{reason}:\n{listed(faults)}"
    for package in ("pickle", "marshal", "shelve"):
        faults = [s.module for s in EVERYTHING if s.uses(package)]
        assert not faults, f"{package} runs foreign programs:\n{listed(faults)}"


def test_the_rules_see_the_real_files() -> None:
    """Without this, an empty folder would keep every rule."""
    names = {source.module for source in EVERYTHING}
    assert {"core", "core.cli.app", "core.ingest.vector_files.npz", "dashboard.services"} <= names
    assert "benchmarks.rivals" in names
    assert any(source.caches for source in DASHBOARD)
    assert any(source.uses("streamlit") for source in DASHBOARD)


# --- the walker ---------------------------------------------------------------------------------


def imported(text: str, module: str = "core.search", **options: bool) -> list[str]:
    return [name for name, _ in walk(text, module, **options).imports]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import faiss", ["faiss"]),
        ("import faiss.contrib as f, os", ["faiss.contrib", "os"]),
        ("from core import metrics, text", ["core.metrics", "core.text"]),
        ("from core.items import ItemStore", ["core.items.ItemStore"]),
        ("def f():\n    import streamlit", ["streamlit"]),
        ("try:\n    import a\nexcept ImportError:\n    import b", ["a", "b"]),
        ("if x:\n    import a", ["a"]),
        ("if TYPE_CHECKING:\n    import a", []),
        ("if typing.TYPE_CHECKING:\n    import a\nelse:\n    import b", ["b"]),
        ("if not TYPE_CHECKING:\n    import a", ["a"]),
        ("from . import items", ["core.items"]),
        ("from .items import ItemStore", ["core.items.ItemStore"]),
        ("text = 'import faiss'  # import faiss", []),
    ],
)
def test_the_walker_finds_imports(text: str, expected: list[str]) -> None:
    assert imported(text) == expected


def test_the_walker_resolves_relative_imports() -> None:
    text = "from . import a\nfrom .. import b\nfrom ..c import d"
    assert imported(text, "core.cli.app") == ["core.cli.a", "core.b", "core.c.d"]
    assert imported(text, "core.cli", is_package=True) == ["core.cli.a", "core.b", "core.c.d"]


@pytest.mark.parametrize(
    ("module", "text", "faults"),
    [
        ("core.errors", "import core.cli.app", 1),
        ("core.errors", "from core import evaluate", 1),
        ("core.errors", "from core.text import nfc", 1),
        ("core.errors", "from core import __version__", 0),
        ("core.search", "from core.workspace import Workspace", 0),
        ("core.workspace", "from core.search import make_pool", 1),
        ("core.workspace", "def f():\n    from core.search import make_pool", 1),
        ("core.workspace", "if TYPE_CHECKING:\n    from core.search import Pool", 0),
        ("core.ingest.items_file", "from core.ingest.common import strict_json", 0),
        ("core.ingest.common", "from core.importer.run import import_files", 1),
        ("core.cli.app", "from core.demo import generate", 0),
        ("core", "from core.errors import YusaError", 1),
    ],
)
def test_upward_imports_are_found(module: str, text: str, faults: int) -> None:
    assert len(upward(walk(text, module))) == faults


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("import streamlit as st\n@st.cache_data\ndef f(): ...", "caches", 1),
        ("st.cache_resource(max_entries=2)(f)", "caches", 1),
        ("from streamlit import cache_data", "caches", 1),
        ("self.cache_data", "caches", 0),
        ("st.markdown(x, unsafe_allow_html=True)", "unsafe_html", 1),
        ("st.markdown(x, unsafe_allow_html=flag)", "unsafe_html", 1),
        ("st.markdown(x, **{'unsafe_allow_html': True})", "unsafe_html", 1),
        ("st.markdown(x, unsafe_allow_html=False)", "unsafe_html", 0),
        ("# unsafe_allow_html=True", "unsafe_html", 0),
        ("np.load(p, allow_pickle=True)", "pickles", 1),
        ("np.load(p, allow_pickle=not False)", "pickles", 1),
        ("np.load(p, allow_pickle=False)", "pickles", 0),
        ("eval(text)", "evals", 1),
        ("frame.eval(text)", "evals", 0),
    ],
)
def test_the_walker_finds_what_nobody_may_write(text: str, kind: str, count: int) -> None:
    assert len(getattr(walk(text, "dashboard.x"), kind)) == count


def test_a_package_is_not_taken_for_one_that_begins_alike() -> None:
    source = walk("import faiss_tools\nimport streamlit_extras", "core.x")
    assert source.uses("faiss", "streamlit") == []

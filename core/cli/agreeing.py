"""`yusa judgments agreement`: how far people agree, as JSON and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import __version__
from core.agreement import RELEVANCES
from core.cli.documents import six
from core.shares import FEW, percent

if TYPE_CHECKING:
    from core.agreement import Against, Agreement, Overall
    from core.concord import Concord
    from core.reliability import Interval


def document(found: Concord) -> dict[str, object]:
    """The JSON document; its schema is in docs/cli.md."""
    return {
        "version": __version__,
        "judgment_revision": found.head.revision if found.head else 0,
        "judgment_head": found.head.hash if found.head else None,
        "task": found.task,
        "blind_only": found.blind_only,
        "overall": _overall(found.overall),
        "annotators": [
            {"a": a, "b": b, **_agreement(each)} for (a, b), each in found.pairs.items()
        ],
        "self_consistency": [
            {"annotator": name, **_agreement(each)} for name, each in found.own.items()
        ],
        "gts": [{"gt": name, **_against(each)} for name, each in found.against.items()],
        "disputes": {
            "open": len(found.open),
            "adjudicated": len(found.disputes) - len(found.open),
        },
    }


def _overall(found: Overall) -> dict[str, object]:
    return {
        "annotators": list(found.annotators),
        "n": found.pairs,
        "compared": found.compared,
        "same": found.same,
        "percent": _share(found.same, found.compared),
        "percent_interval": _interval(found.percent_interval, 100),
        "alpha": _six(found.alpha),
        "alpha_interval": _interval(found.alpha_interval),
        "grades": found.grades,
        "relevant": found.relevant,
        "cannot_tell": found.missing,
    }


def _agreement(found: Agreement) -> dict[str, object]:
    return {
        "n": found.n,
        "same": found.same,
        "percent": _share(found.same, found.n),
        "percent_interval": _interval(found.percent_interval, 100),
        "kappa": _six(found.kappa),
        "kappa_interval": _interval(found.kappa_interval),
        "table": [list(row) for row in found.table],
        "queries": found.queries,
        "relevant": list(found.relevant),
        "missing": found.missing,
    }


def _against(found: Against) -> dict[str, object]:
    whole = _agreement(found.binary)
    del whole["table"]
    return {
        "columns": list(RELEVANCES),
        "table": [list(row) for row in found.table],
        "assumed": list(found.assumed),
        "cannot_tell": found.cannot_tell,
        **whole,
    }


def _share(same: int, n: int) -> float | None:
    """Per cent."""
    return six(100 * same / n) if n else None


def _six(value: float | None) -> float | None:
    return None if value is None else six(value)


def _interval(found: Interval | None, scale: float = 1.0) -> list[float] | None:
    return None if found is None else [six(scale * end) for end in found]


def lines(found: Concord) -> list[str]:
    """The same for people, in short."""
    whole = found.overall
    out = [
        f"{_counts(whole.same, whole.compared)} comparisons of two annotators' grades of "
        f"{whole.pairs:,} pairs are the same; alpha {_coefficient(whole.alpha, whole.pairs)}"
    ]
    out += [
        f"{a} and {b}: {_counts(each.same, each.n)} the same, "
        f"kappa {_coefficient(each.kappa, each.n)}"
        for (a, b), each in found.pairs.items()
    ]
    out += [
        f"{name}, judging again: {_counts(each.same, each.n)} the same"
        for name, each in found.own.items()
    ]
    out += [
        f"people and {name}: {_counts(each.binary.same, each.binary.n)} the same, relevant or not"
        for name, each in found.against.items()
    ]
    total = len(found.disputes)
    out.append(f"{len(found.open):,} of {total:,} disagreements are not adjudicated")
    return out


def _counts(same: int, n: int) -> str:
    return f"{same:,} of {n:,}" + (f" ({percent(same / n)}%)" if n >= FEW else "")


def _coefficient(value: float | None, n: int) -> str:
    return "-" if value is None or n < FEW else f"{value:.3f}"

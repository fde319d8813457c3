"""One exception class per kind of failure; each message says what is wrong and what to do.

Every class derives from :class:`YusaError`, so that the command line and the dashboard can turn
bad input into clear sentences at one place, while any other exception stays a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_FAULTS = 20


@dataclass(frozen=True, slots=True, init=False)
class Reason:
    """What went wrong, apart from the English sentence: an interface says it in its own words.

    Attributes:
        code: names the reason; it stays the same when the sentence is written anew.
        values: what the interface's sentence names, by name; as they came, not made safe.
    """

    code: str
    values: Mapping[str, str | int]

    def __init__(self, code: str, /, **values: str | int) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "values", values)


class YusaError(Exception):
    """A failure that the person at the keyboard can mend.

    ``faults`` holds one sentence per fault, in the order in which they were found. ``reason`` says
    the same to interfaces; None where only the command line meets the failure.
    """

    def __init__(self, faults: str | Iterable[str], *, reason: Reason | None = None) -> None:
        self.faults: tuple[str, ...] = (faults,) if isinstance(faults, str) else tuple(faults)
        self.reason = reason
        super().__init__("\n".join(self.faults))


class WorkspaceError(YusaError):
    """The workspace folder is missing, of another schema version, or damaged."""


class RecommendationChangedError(WorkspaceError):
    """Somebody else has saved a recommendation meanwhile; ``kept`` are the words kept now."""

    def __init__(self, message: str, kept: str) -> None:
        super().__init__(message)
        self.kept = kept


class LockError(YusaError):
    """Another process is writing to the workspace."""


class NameTakenError(YusaError):
    """A name that exists was given without ``--replace``."""


class NameInvalidError(YusaError):
    """A variant or ground truth name that can't serve as a name."""


class DatasetError(YusaError):
    """An item file can't be read as it stands."""


class ImagePathError(DatasetError):
    """A picture path that is absolute, climbs with ``..`` or passes through a symbolic link."""


class VectorError(YusaError):
    """A vector file can't be read as it stands."""


class ManifestError(YusaError):
    """A variant's manifest can't be read as it stands."""


class GroundTruthError(YusaError):
    """A ground truth file can't be read as it stands."""


class VersionError(YusaError):
    """A version of a ground truth that can't be frozen so, or a file that is none."""


class UnknownItemError(YusaError):
    """No item has this id."""


class UnknownVariantError(YusaError):
    """The workspace has no variant of this name."""


class UnknownGroundTruthError(YusaError):
    """The workspace has no ground truth of this name."""


class NoVectorError(YusaError):
    """The item exists, but this variant has no vector for it."""


class FilterError(YusaError):
    """A ``FIELD=VALUE`` filter that can't be applied."""


class PoolError(YusaError):
    """A candidate pool that can't be formed."""


class ImageUnavailableError(YusaError):
    """A picture that is missing, unreadable or too large to be shown."""

    def __init__(self, message: str, status: str) -> None:
        super().__init__(message)
        self.status = status


class JudgmentError(YusaError):
    """A judgment that can't be as it was given."""


class SampleError(YusaError):
    """More queries wanted than there are to draw from."""


class RemarkError(YusaError):
    """A remark that can't be as it was given."""


class TaskError(YusaError):
    """A judging task that can't be as it was given, or isn't there."""


class TaskClosedError(YusaError):
    """A judgment in a task that is closed, or no longer the annotator's; it was not saved."""


class AccessError(YusaError):
    """A key that opens nothing, or not this."""


StoreFailure = Literal["read", "save", "unsafe", "altered", "newer", "damaged"]


class JudgmentStoreError(YusaError):
    """The judgment store can't be read or written; what was not acknowledged is not saved.

    The parts let an interface say it in the user's language: what failed, the ``file`` and the
    database's own name of the reason (such as ``SQLITE_FULL``), where there is one.
    """

    def __init__(
        self, message: str, failure: StoreFailure | None = None, file: str = "", code: str = ""
    ) -> None:
        super().__init__(message)
        self.failure = failure
        self.file = file
        self.code = code


class DatabaseAddressError(YusaError):
    """The address of the judgments' database is none, or can't be used here."""


class BackupError(YusaError):
    """A backup that can't be made, or can't be restored as it stands."""


class HostError(YusaError):
    """An address that can't be found, or isn't this machine's."""


class PortBusyError(YusaError):
    """Another program listens on the port."""


class Faults:
    """Collects the faults of one file and raises them together.

    Only the first :data:`MAX_FAULTS` sentences are kept; the rest are counted, because a file
    with a wrong delimiter would otherwise print one sentence per row.
    """

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.count = 0

    def add(self, sentence: str) -> None:
        """Note one fault."""
        self.count += 1
        if len(self.sentences) < MAX_FAULTS:
            self.sentences.append(sentence)

    def take(self, others: Faults) -> None:
        """Note all faults that ``others`` has noted."""
        self.count += others.count
        self.sentences += others.sentences[: MAX_FAULTS - len(self.sentences)]

    def __bool__(self) -> bool:
        return self.count > 0

    def raise_as(self, kind: type[YusaError]) -> None:
        """Raise ``kind`` with the collected sentences, if there are any."""
        if not self.count:
            return
        more = self.count - len(self.sentences)
        rest = [f"… and {more:,} more faults in the same file."] if more else []
        raise kind([*self.sentences, *rest])

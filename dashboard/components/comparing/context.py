"""What every tab of Compare needs to draw itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard import services
from dashboard.components.comparing import figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from core.evaluate import Evaluation
    from core.search import Ranking
    from core.types import PoolKind
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.services import People


@dataclass(frozen=True, slots=True)
class Comparison:
    """One run of Compare.

    Attributes:
        page: workspace and language.
        shown: the view.
        people: people's grades, read once: a judgment that comes meanwhile must not count in some
            of the figures only.
        pages: by name, to link to.
    """

    page: Page
    shown: Shown
    people: People
    pages: Mapping[str, StreamlitPage]
    _evaluated: dict[tuple[str, PoolKind], list[Evaluation]] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def gts(self) -> tuple[str, ...]:
        """The ground truths, the default one first."""
        return services.offer(self.page.ws).gts

    def has_pool(self, gt: str) -> bool:
        """Whether a ground truth has the pool that is shown."""
        return self.shown.pool == "corpus" or gt in services.offer(self.page.ws).gts_with_pool

    def evaluations(self, gt: str, pool: PoolKind | None = None) -> list[Evaluation]:
        """Evaluate all variants; ``pool`` instead of the one that is shown."""
        shown = self.shown
        asked = (gt, pool or shown.pool)
        if asked not in self._evaluated:
            self._evaluated[asked] = [
                services.evaluation(
                    self.page.ws, name, *asked, shown.where, shown.view, self.people
                )
                for name in self.page.ws.variant_names
            ]
        return list(self._evaluated[asked])

    def by_gt(self) -> dict[str, list[Evaluation]]:
        """Evaluate all variants on every ground truth that has the pool that is shown."""
        return {gt: self.evaluations(gt) for gt in self.gts if self.has_pool(gt)}

    def rankings(
        self, variant: str, gt: str, pool: PoolKind | None = None
    ) -> Mapping[str, Ranking]:
        """Return what :meth:`evaluations` were computed from, by query."""
        shown = self.shown
        return services.rankings(
            self.page.ws, variant, gt, pool or shown.pool, shown.where, shown.view, self.people
        )

    def chosen(self) -> list[Evaluation] | None:
        """Evaluate all variants on the chosen ground truth; None where it doesn't have the pool."""
        gt = self.shown.gt
        return self.evaluations(gt) if gt is not None and self.has_pool(gt) else None

    def warm(self) -> None:
        """Compute what takes long, so that a page can say so meanwhile."""
        gts = self.gts if self.shown.tab in {"passed", "real"} else (self.shown.gt,)
        for gt in gts:
            if gt is not None and self.has_pool(gt):
                self.evaluations(gt)

    def scope(self, evaluation: Evaluation) -> str:
        """Return what a table is about: pool with its filters, view, judgment revision and n."""
        return figures.scope(self.page, self.shown, evaluation, self.people.revision)

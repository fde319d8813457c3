"""The keys of a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import judging
from dashboard.components import judge_form, judging_view, key_log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from dashboard.context import Page
    from dashboard.desk import Books, Desk

KEYS = "annotate.keys"


def listen(page: Page, desk: Desk, kept: Books) -> None:
    """Take keys for the pair at hand, and let the browser fetch the pictures of the next ones."""

    def on_keys(log: Mapping[str, Any]) -> None:
        judge_form.safely(desk, kept, lambda: judging.take_keys(desk, kept, log))

    key_log.listen(
        KEYS,
        judging.KEYS,
        on_keys,
        token=desk.token,
        pair=f"{desk.key}.{desk.at}",
        taken=(desk.log, desk.taken.get(desk.log, 0)),
        note=("KeyN", judge_form.NOTE),
        pictures=judging_view.ahead(page, desk),
    )

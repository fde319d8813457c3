"""What every part of a page needs to draw itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import strings
from dashboard.browse_link import DEFAULT_TRUTH

if TYPE_CHECKING:
    from core.views import ViewName
    from core.workspace import Workspace
    from dashboard.links import Language
    from dashboard.viewing import View


@dataclass(frozen=True, slots=True)
class Counted:
    """By which grades a page's figures are: the view, and the last judgment that counts.

    ``revision`` is None where the judgment store can't be read.
    """

    view: ViewName
    revision: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One run of a page: the workspace, the view that is shown and the language.

    ``truth`` says whose grades count where neighbours are listed; ``counted`` is named by every
    file that the page offers, and None where it shows no figures.
    """

    ws: Workspace
    view: View
    language: Language
    answers_shown: bool = False
    truth: ViewName = DEFAULT_TRUTH
    counted: Counted | None = None

    def t(self, key: str, **values: object) -> str:
        """Return a phrase in the page's language."""
        return strings.text(self.language, key, **values)

    def view_words(self, name: str) -> str:
        """Return what a view of this workspace is called."""
        words = self.t(f"comparison.view.{name.replace('-', '_')}")
        if self.ws.symmetric and name != "imported":
            return self.t("comparison.view.symmetric", view=words)
        return words

    def field(self, name: str) -> str:
        """Return the name of an item field in the page's language."""
        return strings.field_name(self.language, name)


def seed(key: str, value: Any) -> None:
    """Set the value of a widget that people type in, before it is drawn.

    Only where it differs: an assignment makes the browser overwrite what is being typed.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def select(key: str, value: Any) -> None:
    """Set the value of a choice, before it is drawn; in every run.

    The browser takes a value over once it has drawn the widget. If a second run comes before
    that, a value that was sent with the first run only would be lost.
    """
    st.session_state[key] = value

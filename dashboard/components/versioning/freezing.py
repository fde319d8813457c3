"""Freezing: what would be frozen, by whom and why; then the file, or into the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from core.frozen import add_version, make_stamp, origin, suggested_name
from dashboard import entry, failures, richtext, services, state, versioning
from dashboard.components import choices, download, names

if TYPE_CHECKING:
    from core.versions import Version
    from dashboard.context import Page
    from dashboard.services import People
    from dashboard.versioning import Shown

DO = "versions.button.do"
ADD = "versions.button.add"
DISCARD = "versions.button.discard"
_MAX_NAME, _MAX_AUTHOR, _MAX_NOTE = 64, 100, 2_000


def draw(page: Page, shown: Shown, people: People) -> None:
    """Draw choices, preview and form; after freezing what to do with it."""
    st.caption(page.t("version.freeze.lead"))
    _choices(page, shown)
    _preview(page, shown, people)
    for fault in st.session_state.pop(state.VERSION_FAULTS, ()):
        st.error(richtext.label(fault, 400), icon=":material/error:")
    added = st.session_state.pop(state.VERSION_ADDED, None)
    if added is not None:
        st.success(page.t("version.added", name=richtext.label(added)), icon=":material/check:")
    made: Version | None = st.session_state.get(state.VERSION_MADE)
    if made is None:
        _form(page, shown, people)
    else:
        _made(page, made)


def _choices(page: Page, shown: Shown) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        names.ground_truth(
            page,
            shown.gt,
            key=state.WIDGET_VERSIONS_GT,
            on_change=_changed,
            args=("gt", state.WIDGET_VERSIONS_GT),
        )
        choices.view(page, shown.view, key=state.WIDGET_VERSIONS_VIEW, on_change=_changed)
        if len(shown.pools) > 1:
            choices.pool(
                page, shown.pools, shown.pool, key=state.WIDGET_VERSIONS_POOL, on_change=_changed
            )


def _changed(name: str, widget: str) -> None:
    versioning.change(st.session_state, **{name: st.session_state[widget]})


def _preview(page: Page, shown: Shown, people: People) -> None:
    would = services.would_freeze(page.ws, shown.gt, shown.view, shown.pool, people)
    first, *rest = versioning.would_lines(page.t, would)
    of = page.t(
        "version.of",
        gt=richtext.label(shown.gt),
        view=page.view_words(shown.view),
        revision="–" if people.revision is None else f"{people.revision:,}",
    )
    with st.container(key="versions-preview", gap="xsmall"):
        st.markdown(f"{first} :small[:gray[{of}]]")
        st.markdown("\n".join(f"- {line}" for line in rest))


def _form(page: Page, shown: Shown, people: People) -> None:
    name = f"{state.WIDGET_VERSION_NAME}.{shown.gt}"
    if name not in st.session_state:
        taken = page.ws.gt_names
        st.session_state[name] = suggested_name(shown.gt, services.today(), taken)
    if state.WIDGET_VERSION_AUTHOR not in st.session_state:
        known = entry.lead() or st.session_state.get(state.ANNOTATOR) or ""
        st.session_state[state.WIDGET_VERSION_AUTHOR] = known
    with st.form("versions.form", border=False):
        left, right = st.columns(2, gap="small")
        with left:
            st.text_input(page.t("version.name"), key=name, max_chars=_MAX_NAME)
        with right:
            st.text_input(
                page.t("version.author"),
                key=state.WIDGET_VERSION_AUTHOR,
                max_chars=_MAX_AUTHOR,
                persist_state="session",
            )
        st.text_area(
            page.t("version.note"),
            key=state.WIDGET_VERSION_NOTE,
            placeholder=page.t("version.note.placeholder"),
            height=80,
            max_chars=_MAX_NOTE,
        )
        st.form_submit_button(
            page.t("version.do"),
            key=DO,
            type="primary",
            icon=":material/lock:",
            on_click=_frozen,
            args=(page, shown, people, name),
        )


def _frozen(page: Page, shown: Shown, people: People, name: str) -> None:
    written = st.session_state
    widgets = (name, state.WIDGET_VERSION_AUTHOR, state.WIDGET_VERSION_NOTE)
    called, author, note = (str(written[widget] or "").strip() for widget in widgets)
    faults = [page.t("version.fault.name", name=called)] * (called in page.ws.gt_names)
    faults += [page.t("version.fault.author")] * (not author)
    faults += [page.t("version.fault.note")] * (not note)
    if faults:
        written[state.VERSION_FAULTS] = faults
        return
    try:
        entry.check_open(page.ws)
        today, revision = services.today(), people.revision or 0
        stamp = make_stamp(page.ws, called, author, note, today, revision)
        made = services.frozen(page.ws, shown.gt, shown.view, shown.pool, people, stamp)
    except YusaError as error:
        written[state.VERSION_FAULTS] = [failures.said(error)]
        return
    written[state.VERSION_MADE] = made


def _made(page: Page, version: Version) -> None:
    name = version.ground_truth.name
    made = origin(version.ground_truth)
    with st.container(border=True, key="versions-made", gap="small"):
        st.markdown(
            page.t(
                "version.made",
                name=richtext.label(name),
                of=versioning.of_words(page.t, made) if made else "",
                hash=version.hash[: versioning.HASH_DIGITS],
            )
        )
        with st.container(horizontal=True, gap="small"):
            add = st.button(
                page.t("version.add"), key=ADD, type="primary", icon=":material/library_add:"
            )
            download.json(
                page.t("version.download"),
                version.text,
                file_name=f"{name}.json",
                key="versions.button.download",
            )
            st.button(
                page.t("version.discard"),
                key=DISCARD,
                type="tertiary",
                icon=":material/close:",
                on_click=_discarded,
            )
    if add:
        _add(page, version)


def _add(page: Page, version: Version) -> None:
    name = version.ground_truth.name
    try:
        with st.spinner(page.t("version.adding"), show_time=False):
            add_version(page.ws.path, version)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    made = origin(version.ground_truth)
    _discarded()
    st.session_state[state.VERSION_ADDED] = name
    versioning.change(st.session_state, old=made.ground_truth if made else None, new=name)
    st.rerun()  # the server opens the new generation


def _discarded() -> None:
    st.session_state.pop(state.VERSION_MADE, None)
    for key in [k for k in st.session_state if str(k).startswith(state.WIDGET_VERSION_NAME)]:
        del st.session_state[key]

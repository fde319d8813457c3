"""PostgreSQL: the address and its secret, workspaces apart, a server that goes and comes back."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import traceback
import uuid
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.errors import DatabaseAddressError, JudgmentStoreError, WorkspaceError
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.postgres import VARIABLE, chosen, database, engine, schema_name
from core.remark_store import Remark, RemarkStore
from core.settings import read_settings

WORKSPACE = "11111111-2222-3333-4444-555555555555"
OTHER = "99999999-2222-3333-4444-555555555555"
Server = Any  # tests/postgresql.py


def make(item: str = "i", **values: Any) -> Judgment:
    given = {"event_id": str(uuid.uuid4()), "annotator": "김서연", "grade": 2, **values}
    return Judgment(query="q", item=item, **given)


@pytest.fixture
def store(postgresql: Server) -> Any:
    with contextlib.closing(JudgmentStore.open(database(postgresql.url), WORKSPACE)) as opened:
        yield opened


# --- the address --------------------------------------------------------------------------------


def test_an_address_is_shown_without_its_secrets() -> None:
    found = database("postgresql+psycopg://kim:geheim@host:5433/exams?sslpassword=geheimer")
    assert str(found) == repr(found) == "postgresql+psycopg://kim:***@host:5433/exams"
    assert found.url.password == "geheim"
    assert found.url.query == {"sslpassword": "geheimer"}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_usual_names_of_the_scheme_mean_the_same(scheme: str) -> None:
    assert database(f" {scheme}://a@b/c\n").url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "address",
    [
        "geheim",
        "mysql://kim:geheim@host/exams",
        "sqlite:///geheim.sqlite",
        "postgresql+psycopg://kim:geheim@host:geheim/exams",
        "postgresql+psycopg://kim:geheim@host",
        "postgresql+psycopg2://kim:geheim@host/exams",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(DatabaseAddressError, match="postgresql\\+psycopg://USER") as caught:
        database(address)
    shown = "".join(traceback.format_exception(caught.value))
    assert "geheim" not in shown.replace(repr(address), "")


def test_the_flag_comes_before_the_environment_and_that_before_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = Path("judgments.sqlite")
    assert chosen(None, file) == file
    monkeypatch.setenv(VARIABLE, " ")
    assert chosen(None, file) == file
    monkeypatch.setenv(VARIABLE, "postgresql+psycopg://a@b/environment")
    assert str(chosen(None, file)).endswith("/environment")
    assert str(chosen("postgresql+psycopg://a@b/flag", file)).endswith("/flag")
    monkeypatch.setenv(VARIABLE, "nowhere")
    with pytest.raises(DatabaseAddressError, match=VARIABLE):
        chosen(None, file)


def test_a_missing_driver_is_named_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseAddressError, match=r"pip install 'yusa\[postgres\]'"):
        JudgmentStore.open(database("postgresql://a:b@c/d"), WORKSPACE)


@pytest.mark.parametrize("fault", ["password", "user", "database", "option", "host"])
def test_no_failure_shows_the_password(
    postgresql: Server, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    url = database(postgresql.url).url
    wrong = {
        "password": url.set(password="geheimes-wort"),
        "user": url.set(username="niemand", password="geheimes-wort"),
        "database": url.set(database="keine"),
        "option": url.update_query_dict({"geheimes_wort": "1"}),
        "host": url.update_query_dict({"host": "/nowhere"}),
    }[fault]
    place = database(wrong.render_as_string(hide_password=False))
    opened = JudgmentStore.open(place, WORKSPACE)
    with pytest.raises(JudgmentStoreError, match="Nothing was saved; check that the") as caught:
        opened.append([make()])
    assert caught.value.failure == "save"
    assert caught.value.code.startswith("POSTGRESQL_")
    assert caught.value.file == str(place)
    secret = str(wrong.password)
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(opened._engine)
    assert secret not in shown
    with pytest.raises(JudgmentStoreError, match="Check that the database server runs") as caught:
        opened.events()
    assert caught.value.failure == "read"
    opened.close()


def test_no_failure_shows_what_was_said(store: JudgmentStore, postgresql: Server) -> None:
    store.append([make()])
    with postgresql.connect() as admin:
        admin.execute(f"ALTER TABLE \"{schema_name(WORKSPACE)}\".judgments ADD CHECK (note = '')")
    with pytest.raises(JudgmentStoreError) as caught:
        store.append([make(note="비밀 메모")])
    assert "[SQL parameters hidden" in str(caught.value.__cause__)
    assert caught.value.code == "POSTGRESQL_23514"
    assert "비밀 메모" not in str(caught.value)


def test_settings_refuse_the_address(tmp_path: Path) -> None:
    (tmp_path / "workspace.toml").write_text('database = "postgresql://a:geheim@b/c"\n')
    with pytest.raises(WorkspaceError, match="set the variable YUSA_DATABASE_URL") as caught:
        read_settings(tmp_path)
    assert "geheim" not in str(caught.value)


# --- workspaces apart ---------------------------------------------------------------------------


def test_two_workspaces_in_one_database_do_not_see_each_other(
    store: JudgmentStore, postgresql: Server
) -> None:
    place = database(postgresql.url)
    other = JudgmentStore.open(place, OTHER)
    shared = make()
    assert [store.append([shared])[0].revision, other.append([shared])[0].revision] == [1, 1]
    store.append([make("j")])
    other.add_annotator("박준호")
    remarks = [RemarkStore.open(place, name) for name in (WORKSPACE, OTHER)]
    assert remarks[0].append(Remark("r", "g", "q", "a", "b", "김서연")).number == 1
    assert remarks[1].of_pair("g", "a", "b") == {}
    assert (store.revision(), other.revision()) == (2, 1)
    assert (store.annotators(), other.annotators()) == (["김서연"], ["김서연", "박준호"])
    assert {event.workspace_uuid for event in other.events()} == {OTHER}
    for opened in (store, other):
        opened.verify()
    for opened in (other, *remarks):
        opened.close()


def test_writers_of_two_workspaces_do_not_wait_for_each_other(
    store: JudgmentStore, postgresql: Server
) -> None:
    other = JudgmentStore.open(database(postgresql.url), OTHER)
    with store._write():  # holds its turn for as long as it likes
        assert other.append([make()])[0].revision == 1
    other.close()


def test_a_database_that_wants_stricter_transactions_still_gives_one_sequence(
    postgresql: Server,
) -> None:
    with postgresql.connect() as admin:
        admin.execute("ALTER DATABASE postgres SET default_transaction_isolation = 'serializable'")
    try:
        stores = [JudgmentStore.open(database(postgresql.url), WORKSPACE) for _ in range(4)]
        faults: list[Exception] = []

        def judge(opened: JudgmentStore) -> None:
            try:
                for n in range(15):
                    opened.append([make(f"i{n}")])
            except Exception as fault:
                faults.append(fault)

        threads = [threading.Thread(target=judge, args=(opened,)) for opened in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert [event.revision for event in stores[0].events()] == list(range(1, 61))
        for opened in stores:
            opened.close()
    finally:
        with postgresql.connect() as admin:
            admin.execute("ALTER DATABASE postgres RESET default_transaction_isolation")


# --- a server that goes, comes back, or can't be trusted -----------------------------------------


def test_a_server_that_was_stopped_saves_nothing_and_takes_the_same_event_later(
    store: JudgmentStore, postgresql: Server
) -> None:
    store.append([make("first")])
    judgment = make("meanwhile")
    postgresql.stop()
    try:
        with pytest.raises(JudgmentStoreError, match="Nothing was saved") as caught:
            store.append([judgment])
        assert caught.value.failure == "save"
        with pytest.raises(JudgmentStoreError) as caught:
            store.revision()
        assert caught.value.failure == "read"
    finally:
        postgresql.start()
    assert store.revision() == 1
    assert store.append([judgment])[0].revision == 2
    assert store.append([judgment])[0].revision == 2
    store.verify()


@pytest.mark.parametrize("is_carried_out", [True, False])
def test_a_lost_answer_is_not_called_unsaved_and_a_second_try_counts_once(
    store: JudgmentStore, postgresql: Server, *, is_carried_out: bool
) -> None:
    store.append([make("first")])
    judgment = make("second")

    @sa.event.listens_for(store._engine, "commit")
    def _cut(connection: sa.Connection) -> None:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        if is_carried_out:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("SELECT 1")  # something that the driver has to commit
        with postgresql.connect() as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))

    with pytest.raises(JudgmentStoreError, match="Nothing confirms that it was saved") as caught:
        store.append([judgment])
    assert (caught.value.failure, caught.value.code) == ("save", "POSTGRESQL_LOST")
    sa.event.remove(store._engine, "commit", _cut)
    assert store.revision() == 1 + is_carried_out
    assert store.append([judgment])[0].revision == 2
    store.verify()


def test_a_setting_that_acknowledges_too_early_is_undone(postgresql: Server) -> None:
    with postgresql.connect() as admin:
        admin.execute("ALTER ROLE yusa SET synchronous_commit = off")
    try:
        made = engine(database(postgresql.url), WORKSPACE)
        with made.connect() as connection:
            shown = connection.exec_driver_sql("SHOW synchronous_commit").scalar()
        made.dispose()
        assert shown == "on"
    finally:
        with postgresql.connect() as admin:
            admin.execute("ALTER ROLE yusa RESET synchronous_commit")


def test_a_stronger_setting_stays(postgresql: Server) -> None:
    url = database(postgresql.url).url.update_query_dict(
        {"options": "-c synchronous_commit=remote_apply"}
    )
    made = engine(database(url.render_as_string(hide_password=False)), WORKSPACE)
    with made.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "remote_apply"
    made.dispose()


def test_a_server_that_does_not_wait_for_its_disk_is_refused(
    store: JudgmentStore, postgresql: Server
) -> None:
    def set_fsync(value: str) -> None:
        with postgresql.connect() as admin:
            admin.execute(f"ALTER SYSTEM SET fsync = {value}")
            admin.execute("SELECT pg_reload_conf()")
        while True:  # the next connection may still meet the old value
            with postgresql.connect() as admin:
                if admin.execute("SHOW fsync").fetchone() == (value,):
                    return

    set_fsync("off")
    try:
        with pytest.raises(JudgmentStoreError, match="keeps fsync at off") as caught:
            store.append([make()])
        assert caught.value.failure == "unsafe"
    finally:
        set_fsync("on")
    assert store.append([make()])[0].revision == 1


def test_a_role_without_the_right_to_make_schemas_uses_one_that_is_there(
    postgresql: Server,
) -> None:
    schema = schema_name(WORKSPACE)
    with postgresql.connect() as admin:
        admin.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    url = database(postgresql.url).url.set(username="guest", password="guest")
    try:
        place = database(url.render_as_string(hide_password=False))
        opened = JudgmentStore.open(place, WORKSPACE)
        with pytest.raises(JudgmentStoreError, match="permission denied") as caught:
            opened.append([make()])
        assert caught.value.code == "POSTGRESQL_42501"
        with postgresql.connect() as admin:
            admin.execute(f'CREATE SCHEMA "{schema}" AUTHORIZATION guest')
        assert opened.append([make()])[0].revision == 1
        opened.close()
    finally:
        with postgresql.connect() as admin:
            admin.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
            admin.execute("DROP ROLE guest")

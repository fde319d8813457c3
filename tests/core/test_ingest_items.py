"""Item files: what is read, and every way in which one can be bad."""

from __future__ import annotations

import datetime
import decimal
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.errors import DatasetError, ImagePathError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.ingest.items_file import ItemFile
from core.types import Item
from core.workspace import Workspace

Rejected = Callable[..., None]
Files = Any  # tests/conftest.py: FileMaker
GIVE = "Give every row its own id."


def one(path: Path, **options: Any) -> Item:
    found = list(ItemFile(path, **options))
    assert len(found) == 1
    return found[0]


# --- accepted -----------------------------------------------------------------------------------


def test_all_fields_of_a_jsonl_line(files: Files) -> None:
    row = {
        "id": "007",
        "text": "x^2 을 구하시오",
        "text_format": "html",
        "choices": ["1", 2, 2.5],
        "images": ["a/b.png", "c.png", "a/b.png"],
        "answer": 3,
        "solution": "풀이",
        "passage_id": "p1",
        "passage": "지문",
        "subject": "수학",
        "level": "고1",
        "standard": "[10수학01-01]",
        "difficulty": 2.0,
        "source": "교육청",
        "year": 2023,
        "score": 4,
        "tags": ["가", "나"],
        "nothing": None,
        "blank": "",
    }
    item = one(files.items([row]))
    assert (item.id, item.text, item.text_format) == ("007", "x^2 을 구하시오", "html")
    assert item.choices == ("1", "2", "2.5")
    assert [(i.n, i.path) for i in item.images] == [(0, "a/b.png"), (1, "c.png")]
    assert (item.answer, item.solution, item.difficulty, item.year) == ("3", "풀이", "2", "2023")
    assert (item.passage_id, item.passage, item.subject) == ("p1", "지문", "수학")
    assert (item.level, item.standard, item.source) == ("고1", "[10수학01-01]", "교육청")
    assert item.metadata == {"score": 4, "tags": ["가", "나"]}


def test_equivalent_jsonl_csv_tsv_and_parquet(files: Files) -> None:
    rows = [
        {"id": "1", "text": '가, "나"\n둘째 줄', "choices": ["①", "②"], "image": "x.png"},
        {"id": "02", "text": "", "choices": [], "image": None},
    ]
    cells = [
        ["id", "text", "choices", "image"],
        ["1", '"가, ""나""\n둘째 줄"', '"①\n②"', "x.png"],
        ["02", "", "", ""],
    ]
    parquet = files.path("items.parquet")
    pq.write_table(pa.Table.from_pylist(rows), parquet)
    found = [
        list(ItemFile(path))
        for path in (
            files.items(rows),
            files.text("items.csv", "\n".join(",".join(r) for r in cells)),
            files.bytes("bom.csv", "\r\n".join(",".join(r) for r in cells).encode("utf-8-sig")),
            files.text("items.tsv", "\n".join("\t".join(r) for r in cells) + "\n\n"),
            parquet,
        )
    ]
    assert [item.id for item in found[0]] == ["1", "02"]
    assert found[0][0].choices == ("①", "②")
    assert all(items == found[0] for items in found[1:])


def test_parquet_values_become_json_values(files: Files) -> None:
    path = files.path("items.parquet")
    row = {
        "id": 12,
        "text": "t",
        "year": 2020.0,
        "day": datetime.date(2024, 3, 1),
        "price": decimal.Decimal("1.50"),
        "weight": float("nan"),
        "nested": {"a": [1, 2]},
    }
    pq.write_table(pa.Table.from_pylist([row]), path)
    item = one(path)
    assert (item.id, item.year) == ("12", "2020")
    assert item.metadata == {"day": "2024-03-01", "price": "1.50", "nested": {"a": [1, 2]}}


def test_mapping_feeds_fields_and_keeps_the_rest(files: Files, tmp_path: Path) -> None:
    path = files.items([{"번호": "q1", "본문": "질문", "text": "다른 글", "과목": "수학"}])
    mapping = {"id": "번호", "text": "본문"}
    item = one(path, mapping=mapping)
    assert (item.id, item.text, item.subject) == ("q1", "질문", None)
    assert item.metadata == {"text": "다른 글", "과목": "수학"}
    lines: list[str] = []
    import_files(tmp_path / "ws", ImportRequest(items=path, mapping=mapping), lines.append)
    assert lines[0] == "items.jsonl: fields id <- 번호, text <- 본문; kept as metadata: text, 과목"


def test_a_column_that_is_mapped_does_not_feed_its_own_field(files: Files) -> None:
    item = one(files.items([{"id": "1", "source": "문제집"}]), mapping={"text": "source"})
    assert (item.text, item.source) == ("문제집", None)


def test_ids_are_nfc_and_otherwise_untouched(files: Files) -> None:
    rows = [{"id": "\u1100\u1161"}, {"id": "７"}, {"id": " 7 "}, {"id": 7}]
    assert [i.id for i in ItemFile(files.items(rows))] == ["가", "７", " 7 ", "7"]


def test_empty_texts_are_accepted_counted_and_listed(
    files: Files, yusa: Any, tmp_path: Path
) -> None:
    rows = [{"id": f"n{i:02}", "text": " " if i % 2 else "x"} for i in range(14)]
    done = yusa("import", tmp_path / "ws", "--items", files.items(rows))
    assert done.code == 0
    assert "7 items have an empty text: n01, n03, n05, n07, n09, …\n" in done.err
    info = yusa("info", tmp_path / "ws", "--json").json()
    assert info["empty_texts"] == {"count": 7, "ids": [f"n{i:02}" for i in range(1, 14, 2)]}


def test_pictures_of_every_status_are_counted_and_listed(
    files: Files, yusa: Any, tmp_path: Path
) -> None:
    png, jpeg = files.picture("pics/good.png"), files.picture("pics/good.jpg", (64, 64), "JPEG")
    files.bytes("pics/cut.png", png.read_bytes()[:-20])
    files.bytes("pics/cut.jpg", jpeg.read_bytes()[: jpeg.stat().st_size // 2])
    files.text("pics/text.png", "not a picture")
    files.text("pics/drawn.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    files.bytes("pics/empty.png", b"")
    files.bytes("pics/huge.png", oversized_png(png.read_bytes(), 10_000, 5_100))
    files.path("pics/folder.png").mkdir()
    names = ["good.png", "good.jpg", "cut.png", "cut.jpg", "text.png", "drawn.svg", "empty.png"]
    names += ["huge.png", "folder.png", "none.png"]
    rows = [{"id": f"n{i}", "text": "x", "image": name} for i, name in enumerate(names)]
    done = yusa(
        "import", tmp_path / "ws", "--items", files.items(rows), "--images", files.path("pics")
    )
    assert done.code == 0
    lines = done.err.splitlines()
    assert "2 pictures are missing: n8 (folder.png), n9 (none.png)" in lines
    assert (
        "5 pictures are unreadable: n2 (cut.png), n3 (cut.jpg), n4 (text.png), n5 (drawn.svg), "
        "n6 (empty.png)"
    ) in lines
    assert "1 picture is oversized: n7 (huge.png)" in lines
    images = yusa("info", tmp_path / "ws", "--json").json()["images"]
    assert {k: images[k] for k in ("total", "ok", "missing", "unreadable", "oversized")} == {
        "total": 10,
        "ok": 2,
        "missing": 2,
        "unreadable": 5,
        "oversized": 1,
    }
    assert images["faulty"][0] == {"id": "n8", "path": "folder.png", "status": "missing"}
    assert [f["id"] for f in images["faulty"]] == ["n8", "n9", "n2", "n3", "n4", "n5", "n6", "n7"]
    stored = Workspace.open(tmp_path / "ws").items.get("n0").images[0]
    assert (stored.width, stored.height, stored.status) == (8, 6, "ok")


def oversized_png(png: bytes, width: int, height: int) -> bytes:
    """The same bytes with a header that announces more pixels (and its right checksum)."""
    import struct
    import zlib

    header = b"IHDR" + struct.pack(">II", width, height) + png[24:29]
    return png[:12] + header + struct.pack(">I", zlib.crc32(header)) + png[33:]


@pytest.mark.parametrize(
    ("given", "there"),
    [
        ("pics", None),  # nowhere near
        ("pics/images", "pics"),  # the paths name the folder again
        ("all", "all/pics"),  # one level too high
    ],
)
def test_when_no_picture_is_found_the_last_line_warns_and_names_the_right_folder(
    files: Files, yusa: Any, tmp_path: Path, given: str, there: str | None
) -> None:
    rows = [{"id": i, "text": "x", "image": f"images/그림 {i}.png"} for i in ("a", "b")]
    files.path(f"{given}/other.txt").touch()
    for row in rows if there else ():
        files.picture(f"{there}/{row['image']}")
    ws, pics = tmp_path / "ws", files.path(given)
    done = yusa("import", ws, "--items", files.items(rows), "--images", pics)
    assert done.code == 0  # the questions can be worked with
    *before, last = done.err.splitlines()
    assert before[-1] == f"{ws}: generation 1 is ready"
    looked = pics.resolve() / "images/그림 a.png"
    warning = f"warning: none of 2 pictures was found; the first was looked for at {looked}."
    if there is None:
        command = f"yusa import {ws} --images DIR"
        assert last == f"{warning} Name the folder they are in: {command}"
        return
    command = f"yusa import {ws} --images {files.path(there).resolve()}"
    assert last == f"{warning} The pictures seem to be there: {command}"
    again = yusa(*shlex.split(command)[1:])
    assert "warning" not in again.err
    assert Workspace.open(ws).items.image_counts()["ok"] == 2


def test_pictures_beside_the_items_are_named_where_no_folder_was_given(
    files: Files, yusa: Any, tmp_path: Path
) -> None:
    path = files.items([{"id": "n", "text": "x", "image": "a.png"}])
    files.picture("images/a.png")
    done = yusa("import", tmp_path / "ws", "--items", path)
    assert done.code == 0
    assert done.err.splitlines()[-1] == (
        "warning: the items name 1 picture, and no picture folder is known. The pictures seem to "
        f"be there: yusa import {tmp_path / 'ws'} --images {files.path('images').resolve()}"
    )


# --- rejected -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "sentences"),
    [
        ("i.jsonl", b'{"id": "1"}\n{"id" 2}\n[3]\n"x"\n{"id": "4", "id": "5"}\n{"id": NaN}\n', [
            "i.jsonl line 2: broken JSON: Expecting ':' delimiter at column 7. "
            "Each line is one JSON object.",
            "i.jsonl line 3: not a JSON object.",
            "i.jsonl line 4: not a JSON object.",
            'i.jsonl line 5: key "id" stands twice in one object. Each line is one JSON object.',
            "i.jsonl line 6: NaN is not JSON. Each line is one JSON object.",
        ]),
        ("i.jsonl", b'{"id": "1", "text": "\\ud800"}\n{"id": "2", "x": 1e400}\n', [
            "i.jsonl line 1: a \\u escape makes half a character (lone surrogate). "
            "Each line is one JSON object.",
            "i.jsonl line 2: the number 1e400 is too large. Each line is one JSON object.",
        ]),
        ("i.jsonl", b'{"id": "1", "x": ' + b"[" * 65 + b"]" * 65 + b"}", [
            "i.jsonl line 1: nested too deeply. Each line is one JSON object.",
        ]),
        ("i.jsonl", '{"id": "가"}\n'.encode() + '{"id": "나"}\n'.encode("cp949"), [
            "i.jsonl line 2: not UTF-8 (byte 9 of the line). Save the file as UTF-8.",
        ]),
        ("i.csv", "id,text\n1,가\n".encode() + "2,나\n".encode("cp949"), [
            "i.csv line 3: not UTF-8 (byte 3 of the line). Save the file as UTF-8.",
        ]),
        ("i.jsonl", b'{"id": "1"}\n\n{"text": "x"}\n{"id": null}\n{"id": ""}\n{"id": 1.5}\n'
         b'{"id": true}\n{"id": ["1"]}\n{"id": "1"}\n', [
            f"i.jsonl line 3: the id is missing; ids are strings. {GIVE}",
            f"i.jsonl line 4: the id is missing; ids are strings. {GIVE}",
            f"i.jsonl line 5: the id is missing or empty. {GIVE}",
            f"i.jsonl line 6: the id is a decimal number; ids are strings. {GIVE}",
            f"i.jsonl line 7: the id is true or false; ids are strings. {GIVE}",
            f"i.jsonl line 8: the id is a list; ids are strings. {GIVE}",
            'i.jsonl line 9: id "1" appears twice (first on line 1). Remove one of them.',
        ]),
        ("i.jsonl", '{"id": "각"}\n{"id": "\u1100\u1161\u11a8"}\n'.encode(), [
            'i.jsonl line 2: id "\u1100\u1161\u11a8" becomes the id of line 1 after Unicode '
            "normalisation (NFC). Rename one of them.",
        ]),
        ("i.jsonl", b'{"id": "1"}\n{"id": 1}\n', [
            'i.jsonl line 2: id "1" appears twice (first on line 1). Remove one of them.',
        ]),
        ("i.jsonl", b'{"id": "' + b"x" * 1025 + b'"}\n{"id": "a\\nb"}\n', [
            f"i.jsonl line 1: the id has 1025 characters; at most 1024 are allowed. {GIVE}",
            "i.jsonl line 2: the id holds a control character (such as a line break). " + GIVE,
        ]),
        ("i.jsonl", b'{"id": "1", "text": ["x"]}\n{"id": "2", "text_format": "md"}\n'
         b'{"id": "3", "choices": {"a": 1}}\n{"id": "4", "choices": "[1,"}\n', [
            'i.jsonl line 1 (id "1"): text is list; it has to be text or a number.',
            'i.jsonl line 2 (id "2"): text_format is "md"; use plain or html.',
            'i.jsonl line 3 (id "3"): choices is dict; it has to be a list of texts.',
            'i.jsonl line 4 (id "4"): choices is text; in JSON it has to be a list, '
            'such as ["①", "②"]. Export the choices as a list, one entry each.',
        ]),
        ("i.jsonl", b'{"id": "1", "choices": "1,2"}\n{"id": "2", "choices": "a\\nb"}\n'
         b'{"id": "3", "choices": ""}\n{"id": "4", "choices": null}\n', [
            'i.jsonl line 1 (id "1"): choices is text; in JSON it has to be a list, '
            'such as ["①", "②"]. Export the choices as a list, one entry each.',
            'i.jsonl line 2 (id "2"): choices is text; in JSON it has to be a list, '
            'such as ["①", "②"]. Export the choices as a list, one entry each.',
        ]),
        ("i.csv", b'id,choices\n4,"[1,"\n', [
            'i.csv line 2 (id "4"): choices: broken JSON: Expecting value at column 4. '
            "Write a JSON list, or one entry per line.",
        ]),
        ("i.jsonl", b"\n \n", ["i.jsonl: holds no items. Export it again."]),
        ("i.jsonl", b'{"key": "1"}', [
            "i.jsonl: no column feeds the field id. Name it with --map id=COLUMN; "
            "the file has: key.",
        ]),
        ("i.csv", b"id,text\n", ["i.csv: holds no items. Export it again."]),
        ("i.csv", b'id,text\n1,a,b\n2\n"3\n3",x,y\n4,ok\n', [
            "i.csv line 2: 3 columns, the header has 2. Quote fields that hold the delimiter.",
            "i.csv line 3: 1 columns, the header has 2. Quote fields that hold the delimiter.",
            "i.csv line 4: 3 columns, the header has 2. Quote fields that hold the delimiter.",
        ]),
        ("i.csv", b'id,text\n1,a\n2,"open\n3,b\n4,c\n', [
            "i.csv line 3: unexpected end of data. Quote the field, or use JSONL.",
        ]),
        ("i.csv", b'id,text\n1,"a"b\n', [
            "i.csv line 2: ',' expected after '\"'. Quote the field, or use JSONL.",
        ]),
        ("i.csv", b"id,text,id\n1,a,2\n", [
            "i.csv line 1: the column 'id' appears twice. Rename one of them.",
        ]),
        ("i.jsonl", '{"id": "1", "\u1100\u1161": 1, "가": 2}'.encode(), [
            "i.jsonl: two columns have one name after Unicode normalisation (NFC). "
            "Rename one of them.",
        ]),
        ("i.xlsx", b"PK", [
            "i.xlsx: unknown kind of item file. Use .jsonl, .csv, .tsv or .parquet.",
        ]),
    ],
)  # fmt: skip
def test_bad_item_files(
    files: Files, rejected: Rejected, name: str, data: bytes, sentences: list[str]
) -> None:
    rejected(DatasetError, sentences, items=files.bytes(name, data))


def test_twenty_faults_of_an_item_file_are_named(files: Files, rejected: Rejected) -> None:
    path = files.items([{"id": None, "text": "x"} for _ in range(23)])
    missing = "the id is missing; ids are strings."
    rejected(
        DatasetError,
        [f"items.jsonl line {n}: {missing} {GIVE}" for n in range(1, 21)]
        + ["… and 3 more faults in the same file."],
        items=path,
    )


def test_bad_parquet_items(files: Files, rejected: Rejected, tmp_path: Path) -> None:
    path = files.path("i.parquet")
    pq.write_table(pa.table({"id": ["1", None, "1"], "x": [b"\xff", b"", b""]}), path)
    rejected(
        DatasetError,
        [
            'i.parquet row 1 (id "1"): holds a value of type bytes, which can\'t be kept as text.',
            f"i.parquet row 2: the id is missing; ids are strings. {GIVE}",
            'i.parquet row 3: id "1" appears twice (first on row 1). Remove one of them.',
        ],
        items=path,
    )
    broken = files.bytes("i.parquet", path.read_bytes()[:200])
    with pytest.raises(DatasetError, match=r"^i\.parquet: not a readable Parquet file \(.+\)\. It"):
        import_files(tmp_path / "ws", ImportRequest(items=broken))


def test_wrong_maps(files: Files, rejected: Rejected) -> None:
    rejected(
        DatasetError,
        "items.jsonl: has no column 'body', 'nr' (asked for by --map). It has: id, text, subject.",
        items=files.items(),
        mapping={"text": "body", "id": "nr"},
    )
    rejected(
        DatasetError,
        '--map title=…: there is no field "title". Fields are: id, text, text_format, choices, '
        "image, images, answer, solution, passage_id, passage, subject, level, standard, "
        "difficulty, source, year.",
        items=files.items(),
        mapping={"title": "text"},
    )


def test_item_files_that_are_not_there(files: Files, rejected: Rejected) -> None:
    missing, folder, empty = files.path("no.jsonl"), files.path("d.jsonl"), files.path("e.jsonl")
    folder.mkdir()
    empty.write_bytes(b"")
    for path, sentence in (
        (missing, f"{missing}: no such file. Check the path."),
        (folder, f"{folder}: not a regular file. Give the path of a file."),
        (empty, f"{empty}: the file is empty. Export it again."),
    ):
        rejected(DatasetError, sentence, items=path)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/etc/passwd", "is absolute; give it relative to --images"),
        ("../secret.png", "climbs out with .."),
        ("a/../../secret.png", "climbs out with .."),
        ("a/..", "climbs out with .."),
        ("a\\b.png", "holds a backslash; write / between folders"),
        ("C:/x.png", "is absolute; give it relative to --images"),
        ("a\x00.png", "holds a control character (such as a line break)"),
        ("a\x1b[2J.png", "holds a control character (such as a line break)"),
    ],
)
@pytest.mark.parametrize("with_folder", [True, False])
def test_picture_paths_that_leave_their_folder(
    files: Files, rejected: Rejected, path: str, reason: str, with_folder: bool
) -> None:
    files.picture("secret.png")
    files.picture("pics/ok.png")
    items = files.items([{"id": "1", "image": "ok.png"}, {"id": "2", "images": ["ok.png", path]}])
    rejected(
        ImagePathError,
        f'items.jsonl line 2 (id "2"): the picture path "{path}" {reason}.',
        items=items,
        images=files.path("pics") if with_folder else None,
    )


def test_picture_paths_through_symbolic_links(
    files: Files, rejected: Rejected, tmp_path: Path
) -> None:
    files.picture("elsewhere/secret.png")
    files.picture("pics/real.png")
    (files.path("pics/link.png")).symlink_to(files.path("elsewhere/secret.png"))
    (files.path("pics/inside.png")).symlink_to(files.path("pics/real.png"))
    (files.path("pics/dangling.png")).symlink_to(files.path("nowhere"))
    (files.path("pics/folder")).symlink_to(files.path("elsewhere"), target_is_directory=True)
    paths = ["link.png", "inside.png", "dangling.png", "folder/secret.png", "real.png"]
    rows = [{"id": str(n), "image": path} for n, path in enumerate(paths)]
    for copy in (False, True):
        rejected(
            ImagePathError,
            [
                f'items.jsonl line {n + 1} (id "{n}"): the picture path "{path}" passes through a '
                "symbolic link; copy the file instead."
                for n, path in enumerate(paths[:4])
            ],
            items=files.items(rows),
            images=files.path("pics"),
            copy_images=copy,
        )
    # The folder itself may be reached through a link: the person at the keyboard chose it.
    (tmp_path / "shortcut").symlink_to(files.path("pics"), target_is_directory=True)
    request = ImportRequest(
        items=files.items([{"id": "1", "image": "real.png"}]), images=tmp_path / "shortcut"
    )
    import_files(tmp_path / "ws", request)
    assert Workspace.open(tmp_path / "ws").items.image_counts()["ok"] == 1


def test_wrong_picture_folders(files: Files, rejected: Rejected) -> None:
    missing = files.path("nothing")
    rejected(DatasetError, f"{missing}: no such folder. Check --images.", images=missing)
    rejected(
        DatasetError,
        "--copy-images: add --images DIR, the folder to copy from.",
        items=files.items(),
        copy_images=True,
    )


@pytest.mark.parametrize("name", ["i.jsonl", "i.csv"])
def test_an_endless_year_is_named_with_row_and_id(
    files: Files, rejected: Rejected, name: str
) -> None:
    digits = "1" * 6000  # Python converts no more than 4,300 digits
    row = '{"id": "a1", "year": %s}\n' if name == "i.jsonl" else "id,year\na1,%s\n"
    place = "line 1" if name == "i.jsonl" else "line 2"
    rejected(
        DatasetError,
        f'{name} {place} (id "a1"): year is a number of 6,000 digits; a year has four digits. '
        "Correct it.",
        items=files.text(name, row % digits),
    )

"""Picture addresses: only ours, only for a while, and nothing but ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.signing import (
    SIZES,
    WINDOW_S,
    PictureAddress,
    Signer,
    decode_key,
    encode_key,
    nearest_size,
)

SIGNER = Signer(b"secret")
NOW = 1_700_000_000.0
IDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=60)


@given(IDS, st.integers(0, 99), st.sampled_from(SIZES))
def test_an_address_leads_back_to_its_picture(item_id: str, n: int, size: int) -> None:
    address = PictureAddress(item_id, n, size, "abcdef012345")
    assert SIGNER.check(SIGNER.url(address, NOW), NOW) == address


@given(IDS)
def test_an_id_is_one_path_segment(item_id: str) -> None:
    key = encode_key(item_id)
    assert key
    assert not set(key) & set("/.%?#\\")
    assert decode_key(key) == item_id


def test_an_address_stays_the_same_within_a_window_and_expires() -> None:
    address = PictureAddress("가", 0, 480)
    start = NOW // WINDOW_S * WINDOW_S
    url = SIGNER.url(address, start)
    assert SIGNER.url(address, start + WINDOW_S - 1) == url
    assert SIGNER.url(address, start + WINDOW_S) != url
    assert SIGNER.check(url, start + 2 * WINDOW_S) is not None
    assert SIGNER.check(url, start + 2 * WINDOW_S + 1) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/480?", "/960?"),
        ("/0/", "/1/"),
        ("v=abc", "v=abd"),
        ("&e=", "&e=9"),
        ("&s=", "&s=0"),
        ("/app/static/items/", "/app/static/items/../items/"),
    ],
)
def test_a_changed_address_is_refused(old: str, new: str) -> None:
    url = SIGNER.url(PictureAddress("Q1", 0, 480, "abc"), NOW)
    assert old in url
    assert SIGNER.check(url.replace(old, new, 1), NOW) is None


def test_another_secret_and_malformed_addresses_are_refused() -> None:
    url = SIGNER.url(PictureAddress("Q1", 0, 480), NOW)
    assert Signer(b"other").check(url, NOW) is None
    for bad in ("", "/", "/app/static/items/", "/app/static/items/UTE/0/480", url + "x" * 5_000):
        assert SIGNER.check(bad, NOW) is None


def test_a_size_that_is_not_offered_is_refused_even_when_signed() -> None:
    assert SIGNER.check(SIGNER.url(PictureAddress("Q1", 0, 481), NOW), NOW) is None


def test_the_next_larger_size_is_taken() -> None:
    assert nearest_size(1) == SIZES[0]
    assert nearest_size(SIZES[1]) == SIZES[1]
    assert nearest_size(SIZES[1] + 1) == SIZES[2]
    assert nearest_size(1e9) == SIZES[-1]

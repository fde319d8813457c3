"""Which variants are held against each other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from core.modes import Trio, guess, is_one_model, mode_of


def info(name, **manifest):
    return SimpleNamespace(name=name, manifest=manifest)


@pytest.mark.parametrize(
    ("name", "manifest", "mode"),
    [
        ("x", {"mode": "image"}, "image"),
        ("text", {"mode": "image"}, "image"),
        ("2b_multimodal", {}, "multimodal"),
        ("text+image", {}, "multimodal"),
        ("multi-text", {"mode": "audio"}, "multimodal"),
        ("IMAGE_effnet", {}, "image"),
        ("text_e5_multilingual", {}, "text"),
        ("8b", {}, None),
    ],
)
def test_the_manifest_tells_the_mode_then_the_name(name, manifest, mode):
    assert mode_of(info(name, **manifest)) == mode


def test_variants_of_one_model_come_first():
    given = [
        info("a-multi", model="m1", mode="multimodal"),
        info("a-text", model="m2", mode="text"),
        info("b-multi", model="m3", mode="multimodal"),
        info("b-text", model="m3", mode="text"),
        info("c-image", model="m4", mode="image"),
    ]
    assert guess(given) == Trio("b-text", "c-image", "b-multi")
    assert guess(given[:2]) == Trio("a-text", None, "a-multi")


def test_without_a_model_names_decide():
    given = [info("image_c"), info("multi_b_c"), info("text_a"), info("text_b"), info("z")]
    assert guess(given) == Trio("text_b", "image_c", "multi_b_c"), "the names have a part in common"
    assert guess(given[2:]) == Trio("text_a", None, None)
    assert guess([info("multi"), info("text_a"), info("text_b")]).text == "text_a"
    assert guess([]) == Trio()
    assert not is_one_model(given[:2]), "nothing said is not the same said"
    assert is_one_model([info("a", model="m"), info("b", model="m")])

"""Hands out the helper modules of this folder (importlib mode has no imports between tests)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"yusa_tests_core_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def oracles() -> ModuleType:
    """Brute force, written from the rules."""
    return _load("oracles")


@pytest.fixture(scope="session")
def builders() -> ModuleType:
    """Small workspaces and adversarial vectors."""
    return _load("builders")

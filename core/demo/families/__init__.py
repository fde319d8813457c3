"""The problem families, by subject."""

from core.demo.drafts import Catalogue
from core.demo.families import (
    air_sea,
    amounts,
    analysis,
    angles,
    body,
    circles,
    circuits_waves,
    data_analysis,
    ecology,
    energy,
    equations,
    exchange,
    experiments,
    function_graphs,
    heredity,
    indicators,
    markets,
    matter,
    measurement,
    motion,
    rocks,
    sequences,
    sky,
    structure,
    word_problems,
)
from core.demo.families.catalogues import BIOLOGY, CHEMISTRY, EARTH, ECONOMICS, MATHS, PHYSICS

__all__ = ["CATALOGUES", "MODULES"]

MODULES = (
    air_sea,
    amounts,
    analysis,
    angles,
    body,
    circles,
    circuits_waves,
    data_analysis,
    ecology,
    energy,
    equations,
    exchange,
    experiments,
    function_graphs,
    heredity,
    indicators,
    markets,
    matter,
    measurement,
    motion,
    rocks,
    sequences,
    sky,
    structure,
    word_problems,
)
"""Importing these filled the catalogues."""

CATALOGUES: tuple[Catalogue, ...] = (MATHS, PHYSICS, CHEMISTRY, BIOLOGY, EARTH, ECONOMICS)
"""In the order of the items."""

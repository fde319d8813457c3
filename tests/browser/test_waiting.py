"""What every test of this folder keeps to, so that none depends on how busy the machine is."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
# The browser and Streamlit act on these themselves, also before a component is there.
NATIVE = {"Escape", "Enter"}


def test_keys_that_a_component_acts_on_wait_until_it_hears_them() -> None:
    """A pair is drawn before its keys are heard; `steps.key` waits, `keyboard.press` doesn't."""
    pressed = [
        (path.name, key)
        for path in sorted(HERE.glob("test_*.py"))
        for key in re.findall(r"\.keyboard\.press\(\"?([^\")]+)", path.read_text("utf-8"))
    ]
    assert pressed, "nothing is found any more"
    assert [(name, key) for name, key in pressed if key not in NATIVE] == []

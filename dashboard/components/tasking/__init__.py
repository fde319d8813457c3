"""The parts of Tasks."""

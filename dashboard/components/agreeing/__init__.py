"""The parts of the page on how far people agree."""

"""Readers of the files that people bring; each rejects bad input with one sentence per fault."""

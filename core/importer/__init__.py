"""Bring files into a workspace: check everything, write a new generation, switch once."""

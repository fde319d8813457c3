"""Drawings in the manner of a Korean exam paper: black lines, white ground, Latin labels."""

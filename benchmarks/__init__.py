"""Measures the product at production scale, always against a named rival or a stated budget.

Only public functions of the product are called, so that a benchmark outlives what it measures.
"""

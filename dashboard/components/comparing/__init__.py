"""The tabs of Compare, and the parts that only they use."""

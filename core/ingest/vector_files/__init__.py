"""Read embedding files (.npz, .npy with ids, Parquet) block by block.

Array headers are checked against the bytes that are really there before anything is allocated,
and nothing is ever unpickled: an array of Python objects is refused by its header alone.
"""

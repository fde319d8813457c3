"""The page of versions: freezing, the list, and what two of them say otherwise."""

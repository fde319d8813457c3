"""Serve a workspace: ``python -m dashboard --workspace DIR``; ``yusa serve DIR`` runs this."""

from __future__ import annotations

import os
import sys

# One query uses one thread: twenty reviewers at once would otherwise fight over the cores.
# It has to stand before FAISS and NumPy are loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

if __name__ == "__main__":
    from dashboard.launch import main

    sys.exit(main())

"""Serve a workspace: ``python -m dashboard --workspace DIR``; ``yusa serve DIR`` runs this."""

from __future__ import annotations

import faulthandler
import os
import sys

# One query uses one thread: twenty reviewers at once would otherwise fight over the cores.
# It has to stand before FAISS and NumPy are loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

if __name__ == "__main__":
    # A mapped vector file that is cut short under us ends the process; then the log says where.
    faulthandler.enable()

    from dashboard.launch import main

    sys.exit(main())

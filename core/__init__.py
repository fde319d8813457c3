"""Similar-question retrieval: files, exact search and evaluation, without any user interface."""

__version__ = "0.1.0"

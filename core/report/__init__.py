"""The report to hand over: a language-neutral document, and Markdown in Korean or English."""

from core.report.document import build, file_name, to_json
from core.report.markdown import render
from core.report.recommendation import read as read_recommendation
from core.report.recommendation import write as write_recommendation
from core.report.words import LANGUAGES, Language

__all__ = [
    "LANGUAGES",
    "Language",
    "build",
    "file_name",
    "read_recommendation",
    "render",
    "to_json",
    "write_recommendation",
]

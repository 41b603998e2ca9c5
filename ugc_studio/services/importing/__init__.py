"""Imports: from what people have to assets in the library."""

from ugc_studio.services.importing.options import AnswerSink, ImportOptions
from ugc_studio.services.importing.service import ImportService

__all__ = ["AnswerSink", "ImportOptions", "ImportService"]

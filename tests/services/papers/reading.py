"""Reads papers back, as a person would."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf


def text_of(pdf: Path | bytes) -> str:
    """Every word of a PDF, in one line."""
    stream = io.BytesIO(pdf if isinstance(pdf, bytes) else pdf.read_bytes())
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(stream).pages).split())


def first_page(pdf: Path) -> str:
    """The words of the first page."""
    return " ".join(pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages[0].extract_text().split())

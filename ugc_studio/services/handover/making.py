"""A review file on the disk: written beside its place, flushed, and renamed into it once it is recorded."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.handover import PAGE_ENDING, SHEET_ENDING
from ugc_studio.domain.messages import _
from ugc_studio.library.originals import sync_folder

LONGEST = 180
"""Octets of a name to which an ending can be added; file systems take 255."""


def place_of(out: Path, *, library: Path) -> Path:
    """Where the page goes, with the ending that tells what it is.

    Raises:
        UsageError: something stands there, or it is no place for it.
    """
    out = out.absolute()
    name = out.name.removesuffix(".html").removesuffix(".ugcreview")
    if not name or name in {".", ".."} or len(os.fsencode(name)) > LONGEST:
        raise UsageError(_("{path} cannot be the name of a review file.", path=str(out)))
    page = out.with_name(name + PAGE_ENDING)
    if page.resolve().is_relative_to(library.resolve()):
        raise UsageError(_("A review file does not go into the library. Choose another folder."))
    for path in (page, sheet_of(page)):
        if path.exists() or path.is_symlink():
            raise UsageError(_("{path} exists already.", path=str(path)))
    if not page.parent.is_dir():
        raise UsageError(_("There is no folder {path}.", path=str(page.parent)))
    return page


def sheet_of(page: Path) -> Path:
    """The workbook beside a page."""
    return page.with_name(page.name.removesuffix(PAGE_ENDING) + SHEET_ENDING)


@contextlib.contextmanager
def written_beside(place: Path, data: bytes) -> Iterator[Path]:
    """A flushed file beside its place; it is gone afterwards unless it was put there."""
    beside = place.with_name(f".{place.name[:60]}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        yield beside
    except OSError as error:
        if error.filename == str(beside):
            error.filename = str(place)  # what a person chose, not our name beside it
        raise
    finally:
        beside.unlink(missing_ok=True)


def put_in_place(beside: Path, place: Path) -> None:
    """Give the file its name and flush the folder."""
    beside.replace(place)
    sync_folder(place.parent)

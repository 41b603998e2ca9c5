"""The folder that an export becomes: built beside its place, listed, and put there by one rename."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.exports import BuiltFile
from ugc_studio.domain.messages import _
from ugc_studio.library.originals import sync_folder

LIST = ".ugc-studio-export.json"
"""Names every file that we wrote, so that a later export replaces those and no others."""
BUILDING, OLD = "building", "old"
_LONGEST = 200
"""Octets of a name to which ours can be added; file systems take 255."""


def check_place(out: Path, *, library: Path, replace: bool) -> None:
    """Refuse a place that holds something already, unless it is an export of ours and may be replaced.

    Raises:
        UsageError: with what to do.
    """
    if not out.name or out.is_symlink():
        raise UsageError(_("{folder} cannot be the folder of an export.", folder=str(out)))
    if out.resolve().is_relative_to(library.resolve()):
        raise UsageError(_("An export does not go into the library. Choose another folder."))
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError(_("{folder} is a file. Choose a folder.", folder=str(out)))
    present = _files(out)
    if not present:
        return
    if not replace:
        raise UsageError(_("{folder} is not empty. To replace an earlier export, add --replace.", folder=str(out)))
    listed = _listed(out)
    foreign = sorted(name for name in present if not _is_ours(out, name, listed))
    if foreign:
        raise UsageError(
            _(
                "{folder} holds a file that is not from an export, or was changed since: {file}. "
                "Move it away or choose another folder.",
                folder=str(out),
                file=foreign[0],
            )
        )


@contextlib.contextmanager
def building_place(out: Path) -> Iterator[Path]:
    """A new folder beside ``out`` to build in; it is gone afterwards unless it was put in place."""
    out.parent.mkdir(parents=True, exist_ok=True)
    _clear(out, BUILDING)  # of a run that was killed
    place = _beside(out, BUILDING)
    try:
        place.mkdir()
    except OSError as error:
        error.filename = str(out)  # what a person chose, not our name beside it
        raise
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def write_list(place: Path, exporter: str, files: Sequence[BuiltFile]) -> None:
    """Write the list of files and flush every folder of the export."""
    document = {"export": 1, "exporter": exporter, "files": {file.path: file.sha256 for file in files}}
    with (place / LIST).open("w", encoding="utf-8") as stream:
        json.dump(document, stream, indent=1, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    for folder in sorted({(place / file.path).parent for file in files} | {place}):
        sync_folder(folder)


def put_in_place(place: Path, out: Path) -> None:
    """Rename the built folder to its place; an earlier export goes only when the new one stands."""
    _put(place, out)
    _clear(out, OLD)  # also of a run that was killed between the two renames
    sync_folder(out.parent)


def _put(place: Path, out: Path) -> None:
    if not out.exists():
        place.rename(out)
    elif not any(out.iterdir()):
        out.rmdir()
        place.rename(out)
    else:
        old = _beside(out, OLD)
        out.rename(old)
        try:
            place.rename(out)
        except OSError:
            old.rename(out)
            raise


def _beside(out: Path, ending: str) -> Path:
    """A new hidden name beside a folder, also where that folder's own name is as long as a name may be."""
    return out.with_name(f".{_short(out.name)}.{secrets.token_hex(4)}.{ending}")


def _clear(out: Path, ending: str) -> None:
    """Remove what earlier runs left beside a folder."""
    for left_over in out.parent.glob(f".{_glob_safe(_short(out.name))}.{'[0-9a-f]' * 8}.{ending}"):
        if not left_over.is_symlink():
            shutil.rmtree(left_over, ignore_errors=True)


def _short(name: str) -> str:
    octets = os.fsencode(name)
    return name if len(octets) <= _LONGEST else hashlib.sha256(octets).hexdigest()


def _files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]


def _listed(folder: Path) -> dict[str, str]:
    try:
        document = json.loads((folder / LIST).read_text(encoding="utf-8"))
        files = document["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {str(name): str(sha) for name, sha in files.items()} if isinstance(files, dict) else {}


def _is_ours(folder: Path, name: str, listed: dict[str, str]) -> bool:
    if name == LIST:
        return True
    path = folder / name
    if name not in listed or path.is_symlink():
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() == listed[name]


def _glob_safe(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)

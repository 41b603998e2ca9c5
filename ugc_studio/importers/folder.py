"""Folders of photos and single files: walked without following links, companions kept beside their photo."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from ugc_studio.domain.imports import ImportCode, LeftOut, Note, Outcome, printable_path, same_name
from ugc_studio.domain.messages import Text, _
from ugc_studio.importers.base import Candidate, Companion, Finding, ImporterOptions, Probe, SourceView

PHOTO_ENDINGS = frozenset(
    ".jpg .jpeg .jpe .jfif .mpo .png .webp .gif .tif .tiff .heic .heif .hif .avif .bmp .dib".split()
)
VIDEO_ENDINGS = frozenset(".mp4 .m4v .mov .qt .webm".split())
RELATED_ENDINGS = frozenset(".jxl .psd .svg .dng .cr2 .cr3 .nef .arw .raf .orf .rw2 .avi .mkv .mpg .3gp .wmv".split())
"""Pictures and videos that cannot be read: a reason for each, so they count as problems."""
TABLE_ENDINGS = frozenset(".csv .tsv .xlsx .jsonl .ndjson".split())
SIDECAR_ENDINGS = frozenset(".xmp .json .aae .thm".split())
LIVE_STILLS = frozenset(".heic .heif .hif .jpg .jpeg".split())
LIVE_FILMS = frozenset({".mov"})
SYSTEM_NAMES = frozenset("thumbs.db ehthumbs.db desktop.ini icon\r .ds_store .localized .nomedia".split(" "))
SYSTEM_FOLDERS = frozenset("__macosx @eadir $recycle.bin .spotlight-v100 .trashes .fseventsd".split())
MAX_DEPTH = 400


class FolderImporter:
    """Reads nested folders and single files."""

    id: ClassVar[str] = "folder"
    name: ClassVar[Text] = _("Folder or file")
    reads: ClassVar[Text] = _("Photos and videos in a folder and the folders below it, or single files")

    def probe(self, source: SourceView) -> Probe:
        """Any folder will do, and any file that looks like a picture; another file is tried last."""
        if source.is_folder:
            return Probe(40, _("a folder"))
        if source.path.suffix.lower() in PHOTO_ENDINGS | VIDEO_ENDINGS:
            return Probe(70, _("a single photo or video"))
        return Probe(20, _("a single file"))

    def estimate(self, source: SourceView) -> int | None:
        """Count names without looking at them."""
        if not source.is_folder:
            return 1
        return sum(1 for _entry in every_file(source.path))

    def candidates(self, source: SourceView, options: ImporterOptions) -> Iterator[Finding]:
        """Walk the source in the order of names."""
        if source.is_folder:
            yield from walk(source.path, exclude=options.exclude)
        else:
            yield from _file(source.path, {})


def walk(
    root: Path, *, exclude: frozenset[Path] = frozenset(), leave: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Stream a folder and everything below it; ``leave`` names files (as strings) that someone else reports."""
    identities: list[tuple[int, int]] = []
    pending: list[tuple[str, int]] = [(str(root), 0)]
    while pending:
        folder, depth = pending.pop()
        try:
            status = os.lstat(folder)
            identity = (status.st_dev, status.st_ino)
            del identities[depth:]
            if identity in identities:
                yield LeftOut.because(ImportCode.OTHER_DISK_LOOP, printable_path(folder), Outcome.SKIPPED)
                continue
            identities.append(identity)
            files, folders = _list(folder)
        except OSError as error:
            yield _unreadable(folder, error)
            continue
        for name in folders:
            if (left := _folder_left_out(folder, name, depth, exclude)) is not None:
                yield left
        yield from _files(folder, files, leave)
        entered = [n for n in folders if _folder_left_out(folder, n, depth, exclude) is None]
        pending.extend((f"{folder}{os.sep}{name}", depth + 1) for name in reversed(entered))


def every_file(root: Path) -> Iterator[os.DirEntry[str]]:
    """Every entry below a folder that is no folder, without following links; what cannot be listed is left out.

    ``os.walk`` of Python 3.11 calls itself for each level and fails a thousand levels down.
    """
    pending = [str(root)]
    while pending:
        try:
            with os.scandir(pending.pop()) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            continue
        yield from (entry for entry in entries if not entry.is_dir(follow_symlinks=False))
        pending.extend(entry.path for entry in reversed(entries) if entry.is_dir(follow_symlinks=False))


def _list(folder: str) -> tuple[dict[str, os.stat_result | None], list[str]]:
    """The names in a folder, sorted: files with what they are (nothing where it cannot be told), and folders."""
    files: dict[str, os.stat_result | None] = {}
    folders: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
                continue
            try:
                files[entry.name] = entry.stat(follow_symlinks=False)
            except OSError:
                files[entry.name] = None
    return {name: files[name] for name in sorted(files)}, sorted(folders)


def _folder_left_out(folder: str, name: str, depth: int, exclude: frozenset[Path]) -> LeftOut | None:
    path = Path(folder, name)
    if path in exclude:
        return LeftOut.because(ImportCode.OWN_LIBRARY, printable_path(path), Outcome.SKIPPED)
    if name.startswith(".") or name.lower() in SYSTEM_FOLDERS:
        return LeftOut.because(ImportCode.HIDDEN_FOLDER, printable_path(path), Outcome.SKIPPED)
    if depth >= MAX_DEPTH:
        return LeftOut.because(ImportCode.PATH_TOO_LONG, printable_path(path), Outcome.PROBLEM)
    return None


def _unreadable(folder: str, error: OSError) -> LeftOut:
    code = {
        errno.ENOENT: ImportCode.VANISHED_FOLDER,
        errno.ENOTDIR: ImportCode.VANISHED_FOLDER,
        errno.EIO: ImportCode.VANISHED_FOLDER,
        errno.ENODEV: ImportCode.VANISHED_FOLDER,
        errno.ESTALE: ImportCode.VANISHED_FOLDER,
        errno.ENAMETOOLONG: ImportCode.PATH_TOO_LONG,
    }.get(error.errno or 0, ImportCode.UNREADABLE_FOLDER)
    return LeftOut.because(code, printable_path(folder), Outcome.PROBLEM)


def _files(folder: str, files: dict[str, os.stat_result | None], leave: frozenset[str]) -> Iterator[Finding]:
    companions = _companions(folder, files)
    taken = {companion.path.name for group in companions.values() for companion in group}
    for name, status in files.items():
        path = Path(folder, name)
        if name in taken or str(path) in leave:
            continue
        yield from _file(path, companions, status)


def _companions(folder: str, files: dict[str, os.stat_result | None]) -> dict[str, list[Companion]]:
    """The companions of each photo and video in a folder: ``x.xmp``, ``x.jpg.json``, ``x.aae``, a Live Photo's film."""
    ends = {name: os.path.splitext(name) for name in files}  # noqa: PTH122 - names, a hundred thousand of them
    if not any(end.lower() in SIDECAR_ENDINGS | LIVE_FILMS for _stem, end in ends.values()):
        return {}
    regular = [name for name, status in files.items() if status is not None and stat.S_ISREG(status.st_mode)]
    media = [name for name in regular if ends[name][1].lower() in PHOTO_ENDINGS | VIDEO_ENDINGS and name[0] != "."]
    whole = {same_name(name): name for name in media}
    stills = {same_name(ends[n][0]): n for n in reversed(media) if ends[n][1].lower() in LIVE_STILLS}
    stems = {same_name(ends[n][0]): n for n in reversed(media)} | stills
    found: dict[str, list[Companion]] = {}
    for name in regular:
        stem, end = same_name(ends[name][0]), ends[name][1].lower()
        if end in SIDECAR_ENDINGS and (owner := whole.get(stem) or stems.get(stem)):
            found.setdefault(owner, []).append(Companion(Path(folder, name), "sidecar"))
        elif end in LIVE_FILMS and name[0] != "." and (still := stills.get(stem)):
            found.setdefault(still, []).append(Companion(Path(folder, name), "live_movie"))
    return found


def _file(
    path: Path, companions: dict[str, list[Companion]], status: os.stat_result | None = None
) -> Iterator[Finding]:
    name, shown, ending = path.name, printable_path(path), path.suffix.lower()
    if status is None:
        try:
            status = path.lstat()
        except OSError:
            yield Candidate(path)  # the worker says what is wrong with it
            return
    if stat.S_ISLNK(status.st_mode):
        yield LeftOut.because(ImportCode.SYMLINK, shown, Outcome.SKIPPED)
    elif not stat.S_ISREG(status.st_mode):
        yield LeftOut.because(ImportCode.NOT_REGULAR, shown, Outcome.SKIPPED)
    elif name.lower() in SYSTEM_NAMES or name.startswith("._"):
        yield LeftOut.because(ImportCode.SYSTEM_FILE, shown, Outcome.SKIPPED)
    elif name.startswith("."):
        yield LeftOut.because(ImportCode.HIDDEN_FILE, shown, Outcome.SKIPPED)
    elif ending in TABLE_ENDINGS:
        yield Companion(path, "table")
        yield Note.about(ImportCode.TABLE_NOT_READ, shown)
    elif ending in SIDECAR_ENDINGS:
        yield Companion(path, "sidecar")
    else:
        yield Candidate(
            path,
            expected=ending in PHOTO_ENDINGS | VIDEO_ENDINGS | RELATED_ENDINGS,
            size=status.st_size,
            companions=tuple(companions.get(name, ())),
        )

"""Imports as the window shows them: what a source is before it is read, and reports that stay."""

from __future__ import annotations

import datetime as dt
import enum
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.imports import (
    ImportCode,
    ImportReport,
    Outcome,
    import_text,
    original_path,
    printable_path,
)
from ugc_studio.domain.media import RejectCode, reject_text
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.importers.base import SourceView
from ugc_studio.importers.registry import choose, importer_named
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.batches import Batch, BatchId, BatchItem
from ugc_studio.library.library import Library
from ugc_studio.services.importing.options import ImportOptions
from ugc_studio.services.importing.service import ImportService

RETRIED, SETTLED = "retried_as", "settled"
TABLE = "table"
FEW = 10_000
"""Items of a report that are tried again at once."""
MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpg"), (0, b"\x89PNG", "png"), (0, b"GIF8", "gif"), (8, b"WEBP", "webp"),
    (4, b"ftyphei", "heic"), (4, b"ftypmif1", "heic"), (4, b"ftypavif", "avif"), (4, b"ftypqt", "mov"),
    (4, b"ftyp", "mp4"), (0, b"II*\0", "tif"), (0, b"MM\0*", "tif"), (0, b"BM", "bmp"),
)  # fmt: skip
"""Where some bytes stand, and the ending of a file that holds them; only a name, the worker decides."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a source seems to be, from a cheap look; ``problem`` says why it cannot be imported."""

    path: Path
    importer: str | None
    name: Text | None
    why: Text | None
    estimate: int | None
    """About how many files; nothing when counting would mean reading."""
    problem: Text | None = None


class ItemAction(enum.StrEnum):
    """What can be done about a file that was left out."""

    SHOW_FILE = "show_file"
    TRY_AGAIN = "try_again"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """One import in the list of the history."""

    batch: int
    started_at: dt.datetime
    finished_at: dt.datetime | None
    state: str
    """``running``, ``done``, ``stopped`` or ``undone``."""
    importers: tuple[Text, ...]
    sources: tuple[str, ...]
    received_from: str | None
    """The name of who handed it over."""
    place: str | None
    campaign: str | None
    counts: Mapping[str, int]
    """``seen``, ``imported``, ``known``, ``skipped``, ``problems``, ``posts``, ``creators``, ``companions``,
    ``evidence`` as far as they were counted."""
    problems: int
    text: Text
    settled: bool
    """Whether somebody looked at its problems: skipped them, or tried again."""


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One file that was left out, with its reason and what can be done."""

    path: str
    name: str
    outcome: Outcome
    code: str
    reason: Text
    file: Path | None
    """Where it still lies."""
    actions: tuple[ItemAction, ...]


@dataclass(frozen=True, slots=True)
class ImportDetail:
    """The report of one import."""

    summary: ImportSummary
    items: tuple[ImportItem, ...]
    can_retry: bool
    retried_as: int | None


class ImportDesk:
    """Reads for the import dialog and its reports; the run itself is ``studio.importing.run``."""

    def __init__(self, library: Library, *, importing: ImportService) -> None:
        self._library = library
        self._importing = importing

    # -- before

    def recognise(self, sources: Sequence[Path], importer: str | None = None) -> list[Recognised]:
        """What each source seems to be and why; nothing is read deeply and nothing is kept."""
        return [self._look_at(path, importer) for path in sources]

    def _look_at(self, path: Path, importer: str | None) -> Recognised:
        try:
            view = SourceView.of(path)
        except (OSError, ValueError):
            problem = _("There is no file or folder {path}.", path=printable_path(path))
            return Recognised(path, None, None, None, None, problem)
        if (view.path.parent.resolve() / view.path.name).is_relative_to(self._library.folder.root.resolve()):
            return Recognised(path, None, None, None, None, import_text(ImportCode.OWN_LIBRARY, {}))
        chosen, probe = choose(view, importer)
        return Recognised(view.path, chosen.id, chosen.name, probe.why, chosen.estimate(view))

    def paste(
        self, pictures: Sequence[bytes], context: JobContext, options: ImportOptions | None = None
    ) -> ImportReport:
        """Import pictures from the clipboard: written to a private folder under plain names first."""
        if not pictures:
            raise UsageError(_("There is no picture to paste."))
        stamp = f"{self._library.clock():%Y-%m-%d %H.%M.%S}"
        with tempfile.TemporaryDirectory(prefix="ugc-studio-") as folder:
            for number, data in enumerate(pictures, 1):
                (Path(folder) / f"pasted {stamp} {number}.{_ending(data)}").write_bytes(data)
            return self._importing.run([Path(folder)], options=options, context=context)

    # -- after

    def reports(self, limit: int = 50, *, offset: int = 0) -> list[ImportSummary]:
        """The latest imports, the newest first."""
        with self._library.read() as session:
            batches = session.batches.recent(limit, offset=offset)
            problems = session.batches.problem_counts([batch.id for batch in batches])
            places = {place.id: place.name for place in session.register.places()}
            people = session.parties.labels([batch.received_from for batch in batches if batch.received_from])
            new = {batch.id: session.batches.count_new(batch.id) for batch in batches if "seen" not in batch.report}
        return [_summary(batch, problems.get(batch.id, 0), places, people, new.get(batch.id)) for batch in batches]

    def report(self, batch: int, *, limit: int = 1000, offset: int = 0) -> ImportDetail:
        """One import with a page of what it left out; raises :class:`NotFound`."""
        with self._library.read() as session:
            found = session.batches.get(batch)
            items = session.batches.items(batch, limit=limit, offset=offset)
            problems = session.batches.problem_counts([found.id]).get(found.id, 0)
            places = {place.id: place.name for place in session.register.places()}
            people = session.parties.labels([found.received_from] if found.received_from else [])
            new = session.batches.count_new(found.id) if "seen" not in found.report else None
        retried = found.report.get(RETRIED)
        can_retry = bool(problems) and retried is None and found.state != "running"
        return ImportDetail(
            _summary(found, problems, places, people, new),
            tuple(_item(item, again=can_retry) for item in items),
            can_retry,
            int(retried) if retried is not None else None,
        )

    def retry(self, batch: int, context: JobContext) -> ImportReport:
        """Import once more what an import could not use, with the same options; a file is tried again only once.

        A table is read again as a whole, because its rows belong to its files; what is known already stays as it is.

        Raises:
            UsageError: it was tried again already, there is nothing to try, or the source is not there.
        """
        with self._library.read() as session:
            found = session.batches.get(batch)
            places = {place.id: place.name for place in session.register.places()}
            items = session.batches.items(batch, limit=FEW, outcome=Outcome.PROBLEM)
        if RETRIED in found.report:
            raise UsageError(
                _("These files were tried again already: see import {batch}.", batch=str(found.report[RETRIED]))
            )
        sources = _sources(found, items)
        if not sources:
            raise UsageError(_("None of these files is there any more."))
        options = ImportOptions(
            received_from=found.received_from,
            place=places.get(found.place_id) if found.place_id is not None else None,
            campaign=found.report.get("campaign"),
            **found.report.get("reading", {}),
        )
        report = self._importing.run(sources, options=options, context=context)
        self._note(found.id, {RETRIED: report.batch, SETTLED: True})
        return report

    def settle(self, batch: int) -> None:
        """Skip the problems of an import: they stay in its report and are not brought up again."""
        with self._library.read() as session:
            found = session.batches.get(batch)
        self._note(found.id, {SETTLED: True})

    def _note(self, batch: BatchId, facts: Mapping[str, Any]) -> None:
        self._library.write(lambda session: session.batches.note(batch, facts))


def _sources(batch: Batch, items: Sequence[BatchItem]) -> list[Path]:
    if TABLE in batch.importer.split(", "):
        named = [Path(original_path(line)) for line in batch.source.splitlines()]
    else:
        named = [Path(original_path(item.path)) for item in items]
    return [path for path in dict.fromkeys(named) if _is_there(path)]


def _is_there(path: Path) -> bool:
    """A table may name what no system would take for a path."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _summary(
    batch: Batch, problems: int, places: Mapping[int, str], people: Mapping[str, str], new: int | None
) -> ImportSummary:
    counts = {name: value for name, value in batch.report.items() if isinstance(value, int) and name != RETRIED}
    counts.pop(SETTLED, None)
    imported = counts.setdefault("imported", new or 0)
    return ImportSummary(
        batch.id, dt.datetime.fromisoformat(batch.started_at),
        dt.datetime.fromisoformat(batch.finished_at) if batch.finished_at else None, batch.state,
        tuple(_importer_names(batch.importer)), tuple(batch.source.splitlines()),
        people.get(batch.received_from or ""), places.get(batch.place_id) if batch.place_id is not None else None,
        batch.report.get("campaign"), counts, problems, _told(batch.state, imported, problems),
        bool(batch.report.get(SETTLED)),
    )  # fmt: skip


def _importer_names(ids: str) -> Iterator[Text]:
    for name in ids.split(", "):
        try:
            yield importer_named(name).name
        except UsageError:  # of another version of the program
            yield Text(name)


def _told(state: str, imported: int, problems: int) -> Text:
    """"Import finished: 471 added, 9 need a look"."""
    added = ngettext("{n} added", "{n} added", imported, n=imported)
    look = ngettext("{n} needs a look", "{n} need a look", problems, n=problems)
    if state == "undone":
        return _("Import undone")
    if state == "running":
        return _("Import running")
    if state == "stopped":
        return _("Import stopped: {added}, {look}", added=added, look=look) if problems else _(
            "Import stopped: {added}", added=added)  # fmt: skip
    if problems:
        return _("Import finished: {added}, {look}", added=added, look=look)
    return _("Import finished: {added}", added=added)


def _item(item: BatchItem, *, again: bool) -> ImportItem:
    path = Path(original_path(item.path))
    file = path if _is_there(path) else None
    problem = item.outcome is Outcome.PROBLEM
    actions = [ItemAction.SHOW_FILE] if file is not None else []
    if problem and again:
        actions += [ItemAction.TRY_AGAIN] if file is not None else []
        actions.append(ItemAction.SKIP)
    return ImportItem(
        item.path, item.path.replace("\\", "/").rpartition("/")[2], item.outcome, item.code, reason_of(item), file,
        tuple(actions),
    )  # fmt: skip


def reason_of(item: BatchItem) -> Text:
    """The sentence that the import said, in any language."""
    if item.code in set(RejectCode):
        return reject_text(RejectCode(item.code), item.params)
    if item.code in set(ImportCode):
        return import_text(ImportCode(item.code), item.params)
    return _("This file was left out ({code}).", code=item.code)


def _ending(data: bytes) -> str:
    return next((ending for at, magic, ending in MAGIC if data[at : at + len(magic)] == magic), "png")

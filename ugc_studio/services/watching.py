"""Watched folders: looked at on start, on request and now and then; only what is new there is imported.

Nothing listens to the disk: a look compares names, sizes and times with what was offered before. A file is tried once
and again only when it changes, so a broken one is not complained about for ever.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.imports import original_path, printable_path
from ugc_studio.domain.messages import Text, _
from ugc_studio.importers.base import SourceView
from ugc_studio.importers.folder import SYSTEM_NAMES, every_file
from ugc_studio.importers.registry import choose
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.library import Library
from ugc_studio.library.watching import WatchedFolder
from ugc_studio.services.importing.options import ImportOptions
from ugc_studio.services.importing.service import ImportService

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

EVERY = dt.timedelta(minutes=5)
STILL_WRITTEN = 3.0
"""Seconds after its last change in which a file may still be on its way: it waits for the next look."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a look at one folder came to."""

    folder: WatchedFolder
    new: int
    """Files that were not there, or not like this, at the last look."""
    imported: int = 0
    problems: int = 0
    batch: int | None = None
    """The import that was made of them; see its report."""
    problem: Text | None = None
    """Why the folder could not be read."""


class WatchingService:
    """Keeps the list of watched folders and looks at them."""

    def __init__(
        self, library: Library, *, importing: ImportService, seconds: Callable[[], float] = time.time
    ) -> None:
        self._library = library
        self._importing = importing
        self._seconds = seconds

    # -- the list

    def folders(self) -> list[WatchedFolder]:
        """Every watched folder; one whose disk was taken away stays."""
        with self._library.read() as session:
            return session.watching.all()

    def add(
        self,
        path: Path,
        *,
        received_from: str | None = None,
        place: str | None = None,
        campaign: str | None = None,
    ) -> WatchedFolder:
        """Watch a folder; ``received_from`` is a party.

        Raises:
            UsageError: it is no folder, it is watched already, or it lies in the library.
        """
        try:
            view = SourceView.of(path)
        except (OSError, ValueError):
            raise UsageError(_("There is no file or folder {path}.", path=printable_path(path))) from None
        if not view.is_folder:
            raise UsageError(_("{path} is no folder.", path=view.name))
        if view.path.resolve().is_relative_to(self._library.folder.root.resolve()):
            raise UsageError(_("The library itself cannot be watched. Choose another folder."))

        def work(session: Session) -> WatchedFolder:
            party = session.parties.resolve(received_from).uuid if received_from else None
            number = session.watching.add(view.name, received_from=party, place=place, campaign=campaign)
            return session.watching.get(number)

        return self._library.write(work)

    def remove(self, folder_id: int) -> None:
        """Watch a folder no longer; what came from it stays. Raises :class:`NotFound`."""

        def work(session: Session) -> None:
            session.watching.remove(session.watching.get(folder_id).id)

        self._library.write(work)

    def due(self, *, every: dt.timedelta = EVERY) -> list[WatchedFolder]:
        """The folders that were not looked at for a while."""
        now = self._library.clock()
        return [
            folder for folder in self.folders()
            if folder.scanned_at is None or now - dt.datetime.fromisoformat(folder.scanned_at) >= every
        ]  # fmt: skip

    # -- looking

    def scan(self, context: JobContext, folder_ids: Sequence[int] | None = None) -> list[ScanResult]:
        """Look at some folders (all by default) and import what is new; a folder that is gone does not stop the rest.

        Raises:
            Stopped: the user stopped; what came in stays, and the next look continues.
        """
        results = []
        for folder in self.folders():
            if folder_ids is None or folder.id in folder_ids:
                context.check()
                results.append(self._look(folder, context))
        return results

    def _look(self, folder: WatchedFolder, context: JobContext) -> ScanResult:
        path = Path(original_path(folder.path))
        if not _readable(path):
            problem = _("{folder} cannot be opened. Was a disk or a network drive taken away?", folder=folder.path)
            self._library.write(lambda session: session.watching.scanned(folder.id, problem))
            return ScanResult(folder, 0, problem=problem)
        with self._library.read() as session:
            known = session.watching.stamps(folder.id)
        here = self._stamps(path)
        new = {name: stamp for name, stamp in here.items() if known.get(name) != stamp}
        gone = [name for name in known if name not in here and not Path(original_path(name)).exists()]
        result = self._import(folder, path, new, context) if new else ScanResult(folder, 0)

        def work(session: Session) -> None:
            session.watching.forget(folder.id, gone)
            if result.problem is None:
                session.watching.offered(folder.id, new)
            session.watching.scanned(folder.id, result.problem)

        self._library.write(work)
        return result

    def _import(
        self, folder: WatchedFolder, path: Path, new: Mapping[str, str], context: JobContext
    ) -> ScanResult:
        """Import the new files of a folder; a table with its files is read as a whole."""
        importer, _probe = choose(SourceView.of(path))
        options = ImportOptions(
            received_from=folder.received_from,
            place=folder.place,
            campaign=folder.campaign,
            only=frozenset(new) if importer.id == "folder" else None,
        )
        try:
            report = self._importing.run([path], options=options, context=context)
        except UsageError as error:
            return ScanResult(folder, len(new), problem=error.text)
        return ScanResult(folder, len(new), report.imported, len(report.problems), report.batch)

    def _stamps(self, path: Path) -> dict[str, str]:
        """Every file below a folder with size and time, except those that may still be written."""
        root = self._library.folder.root.resolve()
        late = self._seconds() - STILL_WRITTEN
        found = {}
        for entry in every_file(path):
            quiet = entry.name.startswith(".") or entry.name.lower() in SYSTEM_NAMES
            if quiet or Path(entry.path).is_relative_to(root):
                continue
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if status.st_mtime <= late:
                found[printable_path(Path(entry.path))] = f"{status.st_size}/{status.st_mtime_ns}"
        return found


def _readable(path: Path) -> bool:
    try:
        with os.scandir(path) as listed:
            next(listed, None)
    except OSError:
        return False
    return True

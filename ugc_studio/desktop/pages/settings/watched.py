"""Folders that are looked at again and again, with what counts for everything that comes from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.fields import Field, FieldsDialog
from ugc_studio.desktop.pages.settings.part import Lines, SettingsPart
from ugc_studio.desktop.shell.watching import scan_folders
from ugc_studio.desktop.widgets.basic import Button
from ugc_studio.domain.imports import printable_path
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.watching import WatchedFolder


@dataclass(frozen=True, slots=True)
class _Watched:
    folders: list[WatchedFolder]
    people: dict[str, str]
    campaigns: list[str]


def _watched(studio: Studio) -> _Watched:
    folders = studio.watching.folders()
    with studio.library.read() as session:
        people = session.parties.labels([party.uuid for party in session.parties.all()])
        campaigns = [gallery.name for gallery in session.galleries.all()]
    return _Watched(folders, people, campaigns)


class WatchedPart(SettingsPart):
    """The list, and buttons to add, to look now, to stop watching."""

    name = "watched"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Watched folders"),
            _("New photos are imported when the program starts and every few minutes. Nothing in the folder changes."),
        )
        show, theme = desk.show, self.theme
        self._known = _Watched([], {}, [])
        self._list = Lines(desk, _("No folder is watched. A shared folder of a shop or a camera's folder fits well."))
        self.now = Button(theme, show(_("Look now")), icon="refresh").on(lambda: scan_folders(desk, None, tell=True))
        self.add = Button(theme, show(_("Watch a folder…")), icon="plus").on(self._choose)
        for button in (self.now, self.add):
            button.setEnabled(not desk.read_only)
        self.section(_("Folders"), self._list, self.now, self.add)
        self.finish()
        self._look()

    def refresh(self, changed: Changes) -> None:
        """A folder was added, removed or looked at."""
        if changed.touch(Changed.IMPORTS):
            self._look()

    def _look(self) -> None:
        self.desk.ask(_watched, self._show, owner=self, key="watched")

    def _show(self, known: _Watched) -> None:
        self._known = known
        self.now.setEnabled(bool(known.folders) and not self.desk.read_only)
        lines = []
        for folder in known.folders:
            stop = Button(self.theme, self.words(_("Stop watching"))).on(partial(self._remove, folder))
            stop.setEnabled(not self.desk.read_only)
            lines.append((folder.path, self.words(self._about(folder)), (stop,)))
        self._list.show_lines(lines)

    def _about(self, folder: WatchedFolder) -> Text:
        if folder.problem is not None:
            return folder.problem
        person = self._known.people.get(folder.received_from or "")
        parts = [part for part in (person, folder.place, folder.campaign) if part]
        if folder.scanned_at is None:
            looked = _("not looked at yet")
        else:
            looked = _("last look {when}", when=dt.datetime.fromisoformat(folder.scanned_at).astimezone())
        return _("{parts}", parts=[*parts, looked])

    # ------------------------------------------------------------------ changing

    def _choose(self) -> None:
        self.desk.prompts.folder(self, self.words(_("Choose a folder to watch")), self._ask)

    def _ask(self, folder: Path) -> None:
        people = sorted(self._known.people.items(), key=lambda pair: pair[1].casefold())
        nobody: list[tuple[object, str]] = [("", self.words(_("Nobody in particular")))]
        none: list[tuple[object, str]] = [("", self.words(_("None")))]
        fields = (
            Field("received_from", _("Received from"), choices=nobody + list(people), needed=False),
            Field("place", _("Place"), needed=False),
            Field("campaign", _("Campaign"), choices=none + [(c, c) for c in self._known.campaigns], needed=False),
        )
        FieldsDialog(
            self.desk,
            self.window(),
            _("Watch {folder}", folder=printable_path(folder.name)),
            fields,
            save=lambda studio, said: studio.watching.add(
                folder,
                received_from=said["received_from"] or None,
                place=said["place"] or None,
                campaign=said["campaign"] or None,
            ),
            yes=_("Watch folder"),
            toast=_("The folder is watched from now on"),
            kinds=Changed.IMPORTS,
        ).appear()

    def _remove(self, folder: WatchedFolder) -> None:
        self.desk.act(
            lambda studio: studio.watching.remove(folder.id),
            kinds=Changed.IMPORTS,
            toast=Toast(_("The folder is no longer watched; its photos stay")),
        )

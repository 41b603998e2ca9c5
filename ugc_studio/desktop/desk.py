"""What every page is handed: the library's services off the window's thread, words, looks, navigation and notices."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from ugc_studio.app.preferences import Preferences
from ugc_studio.app.studio import Studio
from ugc_studio.desktop.actions.registry import Actions
from ugc_studio.desktop.bridge import Bridge
from ugc_studio.desktop.changes import Changed, Changes, changes
from ugc_studio.desktop.grid.thumbnails import Thumbnails
from ugc_studio.desktop.prompts import Prompts
from ugc_studio.desktop.tasks import Task, Tasks
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.domain.changes import ChangeSet
from ugc_studio.domain.consent import DEFAULT_ZONE
from ugc_studio.domain.errors import LibraryReadOnly, Stopped, StudioError
from ugc_studio.domain.file_faults import file_fault
from ugc_studio.domain.messages import Text, Translator, _
from ugc_studio.jobs.context import JobContext

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Toast:
    """A short notice: what was done, with Undo where it can be taken back, or one other thing to do."""

    text: Text
    icon: str = "check"
    undo: bool = False
    button: Text | None = None
    do: Callable[[], None] | None = None
    tone: str = ""
    """A colour token for the icon; empty: the text's."""


class Desk(QObject):
    """One open library in one window."""

    changed = Signal(object)
    """:class:`Changes` after every write."""
    brand_changed = Signal()
    toasted = Signal(object)
    """A :class:`Toast` for the window to show."""
    announced = Signal(str)
    """Words for screen readers."""
    importing = Signal(object)
    """Paths to import; the window shows the import dialog for them."""
    going = Signal(str, object)
    """Page and place to go to."""
    appearance_changed = Signal()
    """Language, theme, text size or keys were changed: the window builds itself anew."""

    def __init__(
        self,
        studio: Studio,
        *,
        bridge: Bridge,
        tasks: Tasks,
        actions: Actions,
        theme: Theme,
        translate: Translator,
        preferences: Preferences,
        prompts: Prompts,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.thumbnails = thumbnails
        """The small pictures of this library, shared by every view."""
        self.studio = studio
        self.bridge = bridge
        self.tasks = tasks
        self.actions = actions
        self.theme = theme
        self.translate = translate
        self.preferences = preferences
        self.prompts = prompts
        self.brand: str | None = None
        self.zone = DEFAULT_ZONE
        """By whose clock the days of the brand begin; looked up with the counts of the sidebar."""
        self._places: dict[int, dict[str, Any]] = {}
        # Where the person was when each change was made, so that undoing it leads back there.
        self.current_place: Callable[[], Mapping[str, Any]] = dict
        """Where the person is (page, filter, selection, scroll), as JSON; set by the window."""
        self.save_preferences: Callable[[Preferences], None] = lambda _preferences: None
        self.switch_library: Callable[[Path], None] = lambda _folder: None
        """Close this library and open another one."""
        self.restore_backup: Callable[[Path], None] = lambda _backup: None
        """Close this library, put a backup in its place, and open the result."""

    def succeed(self, before: Desk) -> None:
        """Stand in for the desk of the same library whose window was built anew in other words or colours.

        The one before lives on behind this one: jobs and changes that were begun there still tell how they end.
        """
        self._places = before._places
        before.setParent(self)
        before.changed.connect(self.changed)

    # ------------------------------------------------------------------ words

    def show(self, text: Text | str) -> str:
        """Put a text into the window's language."""
        return self.translate(text)

    @property
    def language(self) -> str:
        """The language of the window."""
        return self.translate.language

    def today(self) -> dt.date:
        """The day it is on the clock of the brand's account (tests and the sample set the library's clock)."""
        return self.studio.library.clock().astimezone(ZoneInfo(self.zone)).date()

    @property
    def read_only(self) -> bool:
        """Whether another program holds the library, so that nothing can be changed here."""
        return not self.studio.library.writable

    # ------------------------------------------------------------------ work

    def ask(
        self,
        work: Callable[[Studio], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        key: str = "",
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Look something up on a thread; ``done`` runs on the window's thread unless ``owner`` is gone by then."""
        studio = self.studio
        self.bridge.read(lambda: work(studio), done, owner=owner, key=key, failed=failed)

    def act(
        self,
        work: Callable[[Studio], T],
        *,
        kinds: Changed,
        ids: tuple[int, ...] = (),
        done: Callable[[T], None] | None = None,
        toast: Callable[[T], Toast | None] | Toast | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Change something, in order with all other changes; places that show it are told afterwards."""
        if self.read_only:
            self._refuse()
            return
        studio, here = self.studio, self.here()

        marks = bool(kinds & Changed.CONSENT)

        def carry_out() -> tuple[T, ChangeSet | None, tuple[frozenset[str], frozenset[str]]]:
            before, seen = studio.history.next_undo(), _veiled(studio) if marks else frozenset()
            result = work(studio)
            after, veiled = studio.history.next_undo(), _veiled(studio) if marks else frozenset()
            made = after is not None and (before is None or after.id != before.id)
            return result, after if made else None, (veiled - seen, seen - veiled)

        def finished(outcome: tuple[T, ChangeSet | None, tuple[frozenset[str], frozenset[str]]]) -> None:
            result, change, (veiled, lifted) = outcome
            self.thumbnails.hold(veiled)  # no place shows them sharp by what that place read before
            for sha256 in lifted:
                self.thumbnails.let_go(sha256)
            if change is not None:
                self._places[int(change.id)] = here
            self.changed.emit(changes(kinds, ids))
            if done:
                done(result)
            shown = toast(result) if callable(toast) else toast
            if shown:
                self.toast(shown)

        self.bridge.write(carry_out, finished, owner=owner or self, failed=failed)

    def _refuse(self) -> None:
        self.tell(LibraryReadOnly(_("Another program has this library open, so nothing can be changed here.")))

    def run(
        self,
        title: Text,
        body: Callable[[Studio, JobContext], T],
        *,
        kinds: Changed = Changed.NOTHING,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        precious: bool = False,
    ) -> Task:
        """Start long work that is shown with its progress and can be stopped; what was done is kept.

        Closing the window asks first while ``precious`` work (an export) is under way.
        """
        studio = self.studio

        def finished(result: T) -> None:
            self.changed.emit(changes(kinds))
            if done:
                done(result)

        def broke(error: BaseException) -> None:
            self.changed.emit(changes(kinds))
            (failed or self.tell)(error)

        task = self.tasks.start(title, lambda context: body(studio, context), done=finished, failed=broke)
        task.precious = precious
        return task

    # ------------------------------------------------------------------ telling

    def toast(self, toast: Toast | Text) -> None:
        """Show a notice for eight seconds and say it to screen readers."""
        notice = toast if isinstance(toast, Toast) else Toast(toast)
        self.toasted.emit(notice)
        self.say(notice.text)

    def say(self, text: Text | str) -> None:
        """Announce something to screen readers without showing it."""
        self.announced.emit(self.show(text))

    def tell(self, error: BaseException) -> None:
        """Show what went wrong in one plain sentence; the log has the rest."""
        if isinstance(error, Stopped):
            self.toast(Toast(error.text, icon="stop"))
        elif isinstance(error, StudioError):
            self.toast(Toast(error.text, icon="warning", tone="warn"))
        elif isinstance(error, OSError) and (fault := file_fault(error)) is not None:
            log.warning("a file could not be used", exc_info=error)
            self.toast(Toast(fault.text, icon="warning", tone="warn"))
        else:
            log.error("unexpected error in the window", exc_info=error)
            self.toast(
                Toast(
                    _("Something went wrong; nothing was lost. The log has the details."),
                    icon="error",
                    tone="danger",
                    button=_("Copy details"),
                    do=lambda: self.prompts.copy_details(error),
                )
            )

    # ------------------------------------------------------------------ going

    def go(self, page: str, place: Mapping[str, Any] | None = None) -> None:
        """Show another place, at the spot that ``place`` describes."""
        self.going.emit(page, dict(place or {}))

    def here(self) -> dict[str, Any]:
        """Where the person is, to be kept with a change so that undo can return there."""
        return dict(self.current_place())

    def set_brand(self, key: str | None) -> None:
        """Work for another brand: badges, counts and queues speak of its standard use."""
        if key != self.brand:
            self.brand = key
            self.brand_changed.emit()

    def prefer(self, preferences: Preferences, *, rebuild: bool = True) -> None:
        """Take over changed preferences, at once and for next time."""
        self.preferences = preferences
        self.save_preferences(preferences)
        if rebuild:
            self.appearance_changed.emit()

    def undo(self) -> None:
        """Take back the last action, wherever it was done."""
        self._step(lambda studio: studio.undoing().undo(), "undo")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(lambda studio: studio.undoing().redo(), "redo")

    def _step(self, work: Callable[[Studio], ChangeSet], icon: str) -> None:
        def done(change: ChangeSet) -> None:
            place = self._places.get(int(change.id)) or dict(change.place)
            if place.get("page"):
                self.go(str(place["page"]), place)

        def told(change: ChangeSet) -> Toast:
            what = change.text
            return Toast(_("Undone: {what}", what=what) if icon == "undo" else _("Done again: {what}", what=what), icon)

        studio = self.studio
        if self.read_only:
            self._refuse()
            return

        def finished(change: ChangeSet) -> None:
            self.changed.emit(changes(Changed.EVERYTHING))
            done(change)
            self.toast(told(change))

        self.bridge.write(lambda: work(studio), finished, owner=self)


def _veiled(studio: Studio) -> frozenset[str]:
    """The photos that are shown blurred now."""
    with studio.library.read() as session:
        return session.summary.veiled()


def is_about(changed: Changes, ids: frozenset[int]) -> bool:
    """Whether a change concerns any of these photos."""
    return not changed.ids or bool(changed.ids & ids)

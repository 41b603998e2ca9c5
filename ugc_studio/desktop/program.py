"""The running program: opens a library off the window's thread, builds the window, and closes in order."""

from __future__ import annotations

import dataclasses
import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ugc_studio.app import paths, preferences
from ugc_studio.app.preferences import Preferences
from ugc_studio.app.studio import Studio
from ugc_studio.desktop.actions.registry import Actions
from ugc_studio.desktop.bridge import Bridge
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.thumbnails import Thumbnails
from ugc_studio.desktop.prompts import Prompts
from ugc_studio.desktop.shell.opening import Opening
from ugc_studio.desktop.shell.window import Window
from ugc_studio.desktop.tasks import Tasks
from ugc_studio.desktop.theme import style
from ugc_studio.desktop.theme.theme import load_interface_font, theme_for, wants_contrast
from ugc_studio.desktop.words import WindowTranslator
from ugc_studio.domain.errors import LibraryClosed, LibraryDamaged

if TYPE_CHECKING:
    from ugc_studio.library.backup import Backup

log = logging.getLogger(__name__)

Opener = Callable[[Path, str, Preferences], Studio]


def open_library(folder: Path, language: str, chosen: Preferences) -> Studio:
    """Open (or make) a library for the person that the preferences name."""
    from ugc_studio.app.bootstrap import open_studio

    return open_studio(folder, actor=chosen.name or None, role=chosen.role, language=language)


class Program(QObject):
    """Owns the threads and the window; one library at a time."""

    ready = Signal()
    """A library is open and its window is furnished."""

    def __init__(
        self,
        application: QApplication,
        chosen: Preferences,
        *,
        prompts: Prompts | None = None,
        remember: bool = True,
        opener: Opener = open_library,
    ) -> None:
        super().__init__(application)
        self.application = application
        self.preferences = chosen
        self._prompts = prompts or Prompts()
        self._remember = remember
        self._opener = opener
        self._family = load_interface_font()
        self._qt_texts = QTranslator(self)
        self.bridge = Bridge(unexpected=self._unexpected, parent=self)
        self.tasks = Tasks(self)
        self.desk: Desk | None = None
        self.thumbnails: Thumbnails | None = None
        self._dress()
        self.window = Window()
        self.window.ask_to_close = self._may_close
        self.window.left_for_good.connect(self.close)
        self._closed = False
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)

    # ------------------------------------------------------------------ looks and words

    def _dress(self) -> None:
        chosen = self.preferences
        language = chosen.spoken()
        self.translate = WindowTranslator.of(language)
        self.theme = theme_for(
            chosen.appearance, text_scale=chosen.text_size / 100, family=self._family, more_contrast=wants_contrast()
        )
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(chosen.appearance)
        QGuiApplication.styleHints().setColorScheme(scheme or Qt.ColorScheme.Unknown)
        style.apply(self.application, self.theme)
        QLocale.setDefault(QLocale(language))
        self.application.removeTranslator(self._qt_texts)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_texts.load(f"qtbase_{language}", folder):
            self.application.installTranslator(self._qt_texts)

    def _system_changed(self) -> None:
        wanted = theme_for(
            self.preferences.appearance,
            text_scale=self.theme.text_scale,
            family=self._family,
            more_contrast=wants_contrast(),
        )
        if self._closed or wanted.tokens == self.theme.tokens:
            return
        if self.desk is not None:
            self.desk.appearance_changed.emit()  # dialogs close, then the window is built anew
        else:
            self.rebuild()

    def rebuild(self) -> None:
        """Make the window's content anew in other words or colours, at the same place."""
        if self._closed:
            return
        if self.desk is None:
            self._dress()
            return
        place, brand, studio = self.window.place(), self.desk.brand, self.desk.studio
        self.window.clear_away()  # a style sheet first dresses every widget there is: seconds for what goes anyway
        self._dress()
        studio.translator = self.translate.plain()
        self._furnish(studio, brand)
        self.window.go(str(place.get("page") or "library"), place)

    # ------------------------------------------------------------------ libraries

    def open(self, folder: Path, *, because: BaseException | None = None) -> None:
        """Open a library; the window is there at once and says what it waits for.

        ``because`` is what went wrong before, when the library is opened again for that reason: it is told too.
        """
        opening = Opening(self.theme, self.translate)
        self.window.setCentralWidget(opening)
        language, chosen = self.preferences.spoken(), self.preferences

        def tell(error: BaseException, copies: list[Backup]) -> None:
            restore = (copies[0].at, lambda: self._put_back(folder, copies[0].path)) if copies else None
            opening.tell(
                error, retry=lambda: self.open(folder), other=lambda: self._choose(opening), restore=restore
            )

        def failed(error: BaseException) -> None:
            if isinstance(error, LibraryDamaged):
                self.bridge.read(
                    lambda: _good_copies(folder), lambda copies: tell(because or error, copies), owner=opening
                )
            else:
                tell(because or error, [])

        def opened(studio: Studio) -> None:
            self._opened(folder, studio)
            if because is not None:
                self._unexpected(because)

        opener = self._opener
        self.bridge.read(lambda: opener(folder, language, chosen), opened, failed=failed)

    def switch(self, folder: Path) -> None:
        """Close the open library and open another one (or the same one for another person)."""
        self._leave(lambda: self.open(folder))

    def restore(self, backup: Path) -> None:
        """Close the library, put a backup in its place, and open the result."""
        if self.desk is not None:
            folder = self.desk.studio.library.folder.root
            self._leave(lambda: self._put_back(folder, backup))

    def _put_back(self, folder: Path, backup: Path) -> None:
        """Put a backup in the place of the database of a closed library, and open the result."""
        from ugc_studio.app.backups import restore_backup

        self.bridge.write(
            lambda: restore_backup(folder, str(backup)),
            lambda _outcome: self.open(folder),
            failed=lambda error: self.open(folder, because=error),
        )

    def _leave(self, then: Callable[[], None]) -> None:
        """Close the library that is open and go on; nothing while another one is being opened already."""
        if self.desk is None:
            return
        self._keep_state()
        self.tasks.close()
        old, self.desk = self.desk, None
        self.window.empty()
        self._close_thumbnails()
        old.actions.retire()
        old.deleteLater()
        self.window.setCentralWidget(Opening(self.theme, self.translate))

        def failed(error: BaseException) -> None:
            then()  # what is held is let go even then, and a window without a library would help nobody
            self._unexpected(error)

        self.bridge.write(old.studio.close, lambda _none: then(), failed=failed)

    def _choose(self, parent: Any) -> None:
        self._prompts.folder(parent, self.translate("Choose a library folder"), self.open)

    def _opened(self, folder: Path, studio: Studio) -> None:
        if self._closed:
            studio.close()
            return
        if self._remember:
            paths.remember_library(folder)
        self._furnish(studio, None)
        with studio.library.read() as session:
            empty = session.assets.count() == 0
        stored = self.preferences.window.get(str(folder.resolve()), {})
        start = "welcome" if empty else "consent" if studio.actor.role == "legal" else "library"
        if empty:
            self.window.go("welcome")
        else:
            self.window.restore(stored, default=start)
        self.ready.emit()

    def _furnish(self, studio: Studio, brand: str | None) -> None:
        old = self.desk
        actions = Actions(
            self.window,
            theme=self.theme,
            translate=self.translate,
            shortcuts=self.preferences.shortcuts,
            single_keys=self.preferences.single_keys,
        )
        desk = Desk(
            studio,
            bridge=self.bridge,
            tasks=self.tasks,
            actions=actions,
            theme=self.theme,
            translate=self.translate,
            preferences=self.preferences,
            prompts=self._prompts,
            thumbnails=self._thumbnails(studio),
            parent=self,
        )
        desk.brand = brand
        desk.save_preferences = self._save
        desk.switch_library = self.switch
        desk.restore_backup = self.restore
        desk.appearance_changed.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        self.desk = desk
        self.window.furnish(desk)
        if old is not None:
            old.actions.retire()
            desk.succeed(old)

    def _thumbnails(self, studio: Studio) -> Thumbnails:
        """The store of this library's pictures; it outlives a change of language or colours."""
        if self.thumbnails is None:
            self.thumbnails = Thumbnails(studio.previews.small, missing=self._preview_missing, parent=self)
        return self.thumbnails

    # ------------------------------------------------------------------ closing

    def _save(self, chosen: Preferences) -> None:
        self.preferences = chosen
        if self._remember:
            preferences.save(chosen)

    def _keep_state(self) -> None:
        if self.desk is not None and self._remember:
            folder = str(self.desk.studio.library.folder.root.resolve())
            state = {**self.preferences.window, folder: self.window.remembered()}
            self._save(dataclasses.replace(self.preferences, window=state))

    def _may_close(self, go_on: Callable[[], object]) -> bool:
        if self.desk is None or not any(task.precious for task in self.tasks.running):
            return True
        from ugc_studio.desktop.dialogs.closing import ask_to_close

        def leave() -> None:
            self.tasks.abandon()
            go_on()

        ask_to_close(self.desk, self.window, leave)
        return False

    def close(self) -> None:
        """Stop jobs, let writes finish, close the library; in that order, so that nothing shown is lost."""
        if self._closed:
            return
        self._keep_state()
        self._closed = True
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._system_changed)
        self.tasks.close()
        self.bridge.close()
        self.window.empty()
        self._close_thumbnails()
        if self.desk is not None:
            self.desk.studio.close()
        self.application.removeTranslator(self._qt_texts)

    def _close_thumbnails(self) -> None:
        if self.thumbnails is not None:
            self.thumbnails.close()
            self.thumbnails = None

    def _preview_missing(self, sha256: str) -> None:
        """Have a preview made again that was deleted or is damaged; the picture comes when it is there."""
        desk, thumbnails = self.desk, self.thumbnails
        if desk is None or thumbnails is None:
            return
        desk.ask(
            lambda studio: _make_preview(studio, sha256),
            lambda made: thumbnails.forget(sha256) if made else None,
            owner=thumbnails,
            failed=lambda error: log.info("no preview could be made of %s: %s", sha256, error),
        )

    def _unexpected(self, error: BaseException) -> None:
        if isinstance(error, LibraryClosed):
            log.info("a look-up came too late: %s", error)  # nothing that is shown now asked for it
        elif self.desk is not None:
            self.desk.tell(error)
        else:
            log.error("unexpected error before a library was open", exc_info=error)


def _good_copies(folder: Path) -> list[Backup]:
    """The backups whose bytes are still those that were checked, the newest first."""
    from ugc_studio.app.backups import backups_of

    return [backup for backup, good in backups_of(folder) if good]


def _make_preview(studio: Studio, sha256: str) -> bool:
    with studio.library.read() as session:
        asset = session.assets.by_sha256(sha256)
    return asset is not None and studio.previews.proxy(asset.id, again=True).exists()


def collect_on_this_thread(parent: QObject) -> QTimer:
    """Let Python's cycle collector run on the window's thread only: elsewhere it may free widgets, which crashes."""
    gc.disable()
    timer = QTimer(parent)
    timer.setInterval(5000)
    timer.timeout.connect(lambda: gc.collect(1))
    timer.start()
    return timer

"""The commands that work wherever one is: going, undoing, importing, looking commands up."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.handover_answers import BLOCK
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.desktop.shell.window import Window

PLACES = ("library", "duplicates", "consent", "galleries", "export", "settings")


def bind_commands(window: Window, desk: Desk) -> None:
    """Wire the window's own commands into the registry."""
    actions = desk.actions

    def bind(action: str, handler: object) -> None:
        actions.bind(action, handler, owner=window)  # type: ignore[arg-type]  # bound methods and lambdas below

    for name in PLACES:
        bind(f"go.{name}", lambda name=name: desk.go(name))
    bind("app.undo", desk.undo)
    bind("app.redo", desk.redo)
    bind("app.history", lambda: desk.go("history"))
    bind("app.next_pane", lambda: window.next_pane(1))
    bind("app.previous_pane", lambda: window.next_pane(-1))
    bind("view.panels", window.toggle_panels)
    bind("app.appearance", lambda: _other_appearance(desk))
    bind("app.search", lambda: _search(window, desk))
    bind("app.search_here", lambda: _search(window, desk))
    bind("app.import", lambda: desk.importing.emit([]))
    bind("app.paste", lambda: _paste(window, desk))
    bind("app.export", lambda: desk.go("export", _gallery_of(window)))
    bind("app.find_duplicates", lambda: _find_duplicates(desk))
    bind("app.find_faces", lambda: _find_faces(desk))
    bind("app.back_up", lambda: _back_up(desk))
    bind("consent.withdraw", lambda: _withdraw(window, desk))
    bind("consent.freeze", lambda: _freeze(window, desk))
    bind("consent.people", lambda: _people(window, desk))
    bind("consent.paper", lambda: _attach_paper(window, desk))
    bind("consent.form", lambda: _print_form(window, desk))
    bind("photos.hand_over", lambda: _hand_over(window, desk))
    bind("app.open_answer", lambda: _open_answer(window, desk))
    bind("app.open_library", lambda: _open_library(window, desk))
    bind("app.quit", window.close)
    for action, module in (
        ("app.palette", "palette"),
        ("app.sheet", "sheet"),
        ("app.sheet_here", "sheet"),
        ("app.about", "about"),
        ("app.doctor", "doctor"),
        ("app.empty_trash", "trash"),
        ("galleries.new", "new_gallery"),
        ("consent.papers", "papers"),
        ("consent.purge", "purge"),
    ):
        bind(action, lambda module=module: _open_dialog(module, window, desk))
    desk.importing.connect(lambda paths: _open_import(window, desk, paths))


def _open_dialog(module: str, window: Window, desk: Desk) -> None:
    import importlib

    importlib.import_module(f"ugc_studio.desktop.dialogs.{module}").open_dialog(desk, window)


def _open_import(window: Window, desk: Desk, paths: list[Path]) -> None:
    """Files of readers are answers, messages dropped on the consent desk are its own; everything else is imported."""
    from ugc_studio.desktop.dialogs.import_ import open_dialog
    from ugc_studio.desktop.pages.consent.arriving import hold_messages, open_arrived
    from ugc_studio.services.handover.reading import is_ours

    answers = [path for path in paths if is_ours(path)]
    if answers:
        from ugc_studio.desktop.dialogs.handover.returning import open_each

        open_each(desk, window, answers)
    others = [path for path in paths if path not in answers]
    if others and hold_messages(desk, others):
        open_arrived(desk, window, others)
    elif others or not answers:
        open_dialog(desk, window, others)


def _hand_over(window: Window, desk: Desk) -> None:
    """The form for the open gallery, the selected photos, or the photo on the consent desk."""
    from ugc_studio.desktop.dialogs.handover.making import open_dialog

    here = desk.here()
    gallery = here.get("gallery") if here.get("page") == "galleries" else None
    chosen = [one for one in here.get("selected") or [here.get("asset") or here.get("current")] if isinstance(one, int)]
    open_dialog(desk, window, ids=[AssetId(one) for one in chosen], gallery=str(gallery) if gallery else None)


def _open_answer(window: Window, desk: Desk) -> None:
    from ugc_studio.desktop.dialogs.handover.returning import choose_returned

    choose_returned(desk, window)


def _withdraw(window: Window, desk: Desk) -> None:
    """The form for the photos that are selected, or on the consent desk; without any it asks who wrote."""
    from ugc_studio.desktop.pages.consent.withdraw_dialog import open_withdrawal

    here = desk.here()
    chosen = [one for one in here.get("selected") or [here.get("asset")] if isinstance(one, int)]
    open_withdrawal(desk, window, ids=[AssetId(one) for one in chosen])


def _freeze(window: Window, desk: Desk) -> None:
    from ugc_studio.desktop.pages.consent.freeze_dialog import open_freeze

    open_freeze(desk, window)


def _people(window: Window, desk: Desk) -> None:
    from ugc_studio.desktop.pages.consent.persons_dialog import open_persons

    open_persons(desk, window)


def _open_library(window: Window, desk: Desk) -> None:
    desk.prompts.folder(window, desk.show(_("Choose a library folder")), desk.switch_library)


def _attach_paper(window: Window, desk: Desk) -> None:
    from ugc_studio.desktop.pages.consent.paper.attaching import open_attaching

    open_attaching(desk, window)


def _print_form(window: Window, desk: Desk) -> None:
    """A form for the photos that are selected, or for the one on the consent desk."""
    from ugc_studio.desktop.pages.consent.paper.print_dialog import open_printing

    here = desk.here()
    chosen = [one for one in here.get("selected") or [here.get("asset") or here.get("current")] if isinstance(one, int)]
    open_printing(desk, window, [AssetId(one) for one in chosen])


def _search(window: Window, desk: Desk) -> None:
    page = window.pages.get(window.current)
    if page is None or not page.search():
        desk.go("library")
        window.pages["library"].search()


def _other_appearance(desk: Desk) -> None:
    other = "light" if desk.theme.tokens.dark else "dark"
    desk.prefer(dataclasses.replace(desk.preferences, appearance=other))


def _gallery_of(window: Window) -> dict[str, object]:
    gallery = window.place().get("gallery")
    return {"gallery": gallery} if gallery is not None else {}


def _paste(window: Window, desk: Desk) -> None:
    """Import copied files and open a copied answer; pictures without a file go to the import dialog's own door."""
    mime: QMimeData | None = QApplication.clipboard().mimeData()  # nothing, where the system has no clipboard
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime and mime.hasUrls() else []
    if paths:
        desk.importing.emit(paths)
    elif mime and mime.hasText() and BLOCK.search(mime.text()):
        from ugc_studio.desktop.dialogs.handover.returning import open_returned

        open_returned(desk, window, mime.text())
    elif mime and mime.hasImage():
        from ugc_studio.desktop.dialogs.pasting import paste_picture

        paste_picture(desk)
    else:
        desk.toast(Toast(_("Nothing to import was copied: copy files, a folder or a picture first."), icon="info"))


def _find_duplicates(desk: Desk) -> None:
    desk.run(
        _("Looking for duplicates"),
        lambda studio, context: studio.deduplication.find(context),
        kinds=Changed.DUPLICATES | Changed.CONSENT,
        done=lambda _report: desk.toast(_("All photos have been compared.")),
    )


def _find_faces(desk: Desk) -> None:
    from ugc_studio.desktop.face_search import look_for_faces

    look_for_faces(desk, tell=True)


def _back_up(desk: Desk) -> None:
    desk.run(
        _("Backing up"),
        lambda studio, _context: studio.maintenance.back_up(),
        done=lambda _backup: desk.toast(_("The library was backed up and the copy was checked.")),
    )

"""What is drawn: each shot has a name and the way there, walked in the window as a person would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.domain.messages import ngettext

Way = Callable[[Window, Desk], None]
WAITING = 11
"""Picked photos that stand in the tray of a gallery."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file name, how to get there, and whether it belongs to an empty library."""

    name: str
    way: Way
    empty: bool = False


def _go(page: str, **place: object) -> Way:
    return lambda _window, desk: desk.go(page, place)


def _do(page: str, *actions: str, **place: object) -> Way:
    """Go somewhere, then carry out commands once the place is filled."""

    def walk(_window: Window, desk: Desk) -> None:
        desk.go(page, place)
        for action in actions:
            desk.actions.trigger(action)

    return walk


def _toast(_window: Window, desk: Desk) -> None:
    desk.go("library")
    desk.toast(Toast(ngettext("Rejected {n} photo", "Rejected {n} photos", 3, n=3), icon="x", undo=True))


def _picked_for(gallery: int) -> Way:
    """The board of a gallery while some picked photos wait to be placed."""

    def pick(studio: Studio) -> None:
        inside = {item.asset_id for item in studio.curation.show(str(gallery))[1]}
        outside = [AssetId(one) for one in studio.browsing.find("") if one not in inside]
        studio.marking.flag(outside[:WAITING], Flag.PICKED)

    def walk(_window: Window, desk: Desk) -> None:
        desk.act(pick, kinds=Changed.MARKS)
        desk.go("galleries", {"gallery": gallery, "view": "board"})

    return walk


SHOTS: tuple[Shot, ...] = (
    Shot("library", _go("library")),
    Shot("library-toast", _toast),
    Shot("library-filtered", _go("library", query="rights:cleared rating:>=3")),
    Shot("library-nothing-found", _go("library", query="submarine rights:cleared")),
    Shot("library-table", _go("library", layout="table", query="")),
    Shot("library-one", _do("library", "view.one", layout="grid", query="")),
    Shot("library-compare", _go("library", layout="compare", query="", selected=[10, 11, 16])),
    Shot("library-many-selected", _do("library", "view.grid", "photos.all", layout="grid", query="rights:cleared")),
    Shot("library-add-to-gallery", _do("library", "photos.add", layout="grid", query="")),
    Shot("library-tags", _do("library", "photos.tags", layout="grid", query="")),
    Shot("duplicates", _go("duplicates", tab="near")),
    Shot("duplicates-zoomed", _do("duplicates", "view.zoom", tab="near")),
    Shot("duplicates-same-scene", _go("duplicates", tab="scene")),
    Shot("duplicates-resolved", _go("duplicates", tab="resolved")),
    *(
        Shot(f"consent-{queue.replace('_', '-')}", _go("consent", queue=queue))
        for queue in ("to_read", "waiting", "ending", "cleared", "blocked", "takedowns")
    ),
    Shot("galleries-list", _go("galleries", gallery=None)),
    Shot("galleries", _picked_for(1)),
    Shot("galleries-feed", _go("galleries", gallery=1, view="feed", shape="3:4")),
    Shot("galleries-feed-square", _go("galleries", gallery=1, view="feed", shape="1:1")),
    Shot("galleries-calendar", _go("galleries", gallery=1, view="calendar")),
    Shot("export", _go("export", gallery=1)),
    Shot("settings", _go("settings")),
    *(
        Shot(f"settings-{part}", _go("settings", part=part))
        for part in ("library", "watched", "brands", "register", "notices", "presets", "shortcuts", "privacy", "about")
    ),
    *(Shot(f"history-{tab}", _go("history", tab=tab)) for tab in ("changes", "imports", "exports")),
    Shot("first-steps", _do("library", "library.first_steps")),
    Shot("shortcuts", _do("library", "app.sheet", layout="grid", query="")),
    Shot("palette", _do("library", "app.palette")),
    Shot("import", _do("library", "app.import")),
    Shot("new-gallery", _do("library", "galleries.new")),
    Shot("empty-trash", _do("library", "app.empty_trash")),
    Shot("doctor", _do("library", "app.doctor")),
    Shot("about", _do("library", "app.about")),
    Shot("welcome", _go("welcome"), empty=True),
    *(
        Shot(f"empty-{page}", _go(page), empty=True)
        for page in ("library", "duplicates", "consent", "galleries", "export", "history")
    ),
)

"""A sensitive photo is blurred in every place from the moment it is marked; of illegal content nothing is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.thumbnails import Picture, Thumbnails
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.desktop.viewer.picture import PictureView, Seen
from ugc_studio.domain.consent import EventType
from ugc_studio.library.assets import AssetRow
from ugc_studio.services.previews import NoPreview

PLACES: tuple[tuple[str, dict[str, object]], ...] = (
    ("library", {"layout": "grid"}), ("library", {"layout": "table"}), ("library", {"layout": "one"}),
    ("duplicates", {"tab": "near"}), ("duplicates", {"tab": "scene"}), ("duplicates", {"tab": "resolved"}),
    ("consent", {"queue": "to_read"}), ("consent", {"queue": "waiting"}), ("consent", {"queue": "cleared"}),
    ("consent", {"queue": "blocked"}), ("consent", {"queue": "takedowns"}),
    ("galleries", {"view": "board"}), ("galleries", {"view": "feed"}), ("galleries", {"view": "calendar"}),
    ("export", {}), ("history", {}),
)  # fmt: skip


@pytest.fixture
def sharp(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The SHA-256 of every picture that a list was given as it is."""
    given: set[str] = set()
    store = desk.thumbnails

    def watched(name: str) -> None:
        real = getattr(Thumbnails, name)

        def give(picture: Picture) -> QPixmap | None:
            found: QPixmap | None = real(store, picture)
            if found is not None and not picture.blurred:
                given.add(picture.sha256)
            return found

        monkeypatch.setattr(store, name, give)

    watched("get")
    watched("substitute")
    yield given
    monkeypatch.undo()


def drawn(window: Window, desk: Desk, qtbot: QtBot, name: str, place: dict[str, object]) -> QWidget:
    """Go to a place, have everything of it painted until no picture is missing."""
    desk.go(name, dict(place))
    for _round in range(3):
        settled(qtbot, desk)
        window.grab()
        qtbot.waitUntil(lambda: not desk.thumbnails.is_busy, timeout=10_000)
    window.grab()
    return window.pages[name]


def everything(desk: Desk) -> list[AssetRow]:
    ids = [int(one) for one in desk.studio.browsing.listing("").ids]
    with desk.studio.library.read() as session:
        hidden = [int(row[0]) for row in session.db.execute("SELECT id FROM assets WHERE state != 'tombstone'")]
    return desk.studio.browsing.rows(sorted({*ids, *hidden}))


def mark(desk: Desk, qtbot: QtBot, ids: list[int], flag: str) -> None:
    desk.act(
        lambda studio: studio.consent.recorder.state(EventType.FLAGGED, ids, facts={"flag": flag}),
        kinds=Changed.CONSENT, ids=tuple(ids),
    )  # fmt: skip
    settled(qtbot, desk)


def test_no_place_shows_a_sensitive_photo_as_it_is(window: Window, desk: Desk, qtbot: QtBot, sharp: set[str]) -> None:
    for name, place in PLACES:  # everything was seen before, and is in memory
        drawn(window, desk, qtbot, name, place)
    rows = everything(desk)
    assert len(sharp) > 10
    mark(desk, qtbot, [int(row.asset.id) for row in rows], "sensitive")
    sharp.clear()
    for name, place in PLACES:
        drawn(window, desk, qtbot, name, place)
        assert not sharp, (name, place)
        for view in window.findChildren(PictureView):
            assert view.seen is None or view.is_veiled


def test_the_moment_of_marking_is_not_too_late(window: Window, desk: Desk, qtbot: QtBot, sharp: set[str]) -> None:
    page = drawn(window, desk, qtbot, "library", {"layout": "grid"})
    assert isinstance(page, LibraryPage)
    qtbot.waitUntil(lambda: bool(window.grab().width() and sharp), timeout=20_000)  # the rows may still be on their way
    row = next(row for row in everything(desk) if str(row.asset.sha256) in sharp)
    sha = str(row.asset.sha256)
    desk.go("library", {"current": int(row.asset.id), "query": ""})
    settled(qtbot, desk)
    sharp.clear()
    desk.thumbnails.hold([sha])  # as every button that marks does, before the ledger has it
    window.grab()
    assert sha not in sharp


def test_what_was_asked_for_before_the_mark_is_not_painted_after_it(desk: Desk, qtbot: QtBot) -> None:
    row = next(row for row in everything(desk) if max(row.asset.width, row.asset.height) > 512)
    view = PictureView(desk)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    harmless = Seen(row.asset.id, row.name, row.asset.width, row.asset.height, False, row.asset.colour)
    marked = Seen(row.asset.id, row.name, row.asset.width, row.asset.height, True, row.asset.colour)
    view.show_photo(harmless)
    settled(qtbot, desk)
    view._sharpen()  # a larger preview is on its way
    view.show_photo(marked)
    settled(qtbot, desk)
    assert view.is_veiled
    assert view.pixels_across is not None
    assert view.pixels_across <= 160
    view.reveal()
    settled(qtbot, desk)
    assert not view.is_veiled
    view.show_photo(harmless)
    view.show_photo(marked)  # marked anew: what was opened before is closed again
    assert view.is_veiled


def test_only_opening_on_purpose_opens(window: Window, desk: Desk, qtbot: QtBot, sharp: set[str]) -> None:
    row = everything(desk)[0]
    page = drawn(window, desk, qtbot, "library", {"layout": "grid"})
    assert isinstance(page, LibraryPage)
    grid = page.views.grid
    page.commands.reveal()  # the key on photos that are not blurred opens nothing for later
    mark(desk, qtbot, [int(one.asset.id) for one in everything(desk)], "sensitive")
    sharp.clear()
    grid.open_photo(grid.model().index(0, 0))
    settled(qtbot, desk)
    drawn(window, desk, qtbot, "library", {"layout": "grid", "current": int(row.asset.id)})
    assert not sharp
    page.commands.reveal()
    drawn(window, desk, qtbot, "library", {"layout": "grid"})
    assert len(sharp) == 1


def test_nothing_is_shown_of_illegal_content(window: Window, desk: Desk, qtbot: QtBot, sharp: set[str]) -> None:
    for name, place in PLACES[:3]:
        drawn(window, desk, qtbot, name, place)
    rows = everything(desk)
    mark(desk, qtbot, [int(row.asset.id) for row in rows], "illegal")
    desk.thumbnails.forget_all()
    sharp.clear()
    assert all(row.sensitive for row in everything(desk))
    assert desk.studio.previews.small(str(rows[0].asset.sha256)) is None
    with pytest.raises(NoPreview) as told:
        desk.studio.previews.proxy(rows[0].asset.id, again=True)
    assert "internet-signalement.gouv.fr" in desk.show(told.value.text)
    for name, place in PLACES:
        drawn(window, desk, qtbot, name, place)
    assert not sharp
    assert desk.thumbnails.used_bytes == 0
    view = PictureView(desk)
    qtbot.addWidget(view)
    view.show_photo(Seen.of(desk.studio.browsing.rows([int(rows[0].asset.id)])[0]))
    settled(qtbot, desk)
    view.reveal()
    settled(qtbot, desk)
    assert view.pixels_across is None
    assert view.problem is not None

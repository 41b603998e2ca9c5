"""One photo at a time: walking, deciding, looking closely."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desktop.details.conftest import Shelf
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.one.view import OnePhotoView
from ugc_studio.domain.assets import Flag

PLAIN = Qt.KeyboardModifier.NoModifier
Shown = Callable[[OnePhotoView], OnePhotoView]


@pytest.fixture
def one(desk: Desk, shelf: Shelf, shown: Shown) -> OnePhotoView:
    """The view at the third of all photos."""
    view = shown(OnePhotoView(desk, desk.thumbnails))
    view.show_list(shelf.model(), 2)
    shelf.settle()
    return view


def test_it_says_where_one_is_and_arrows_walk(one: OnePhotoView, shelf: Shelf, qtbot: QtBot) -> None:
    ids = shelf.ids()
    assert one.count.text() == f"3 of {len(ids)}"
    with qtbot.waitSignal(one.current_changed) as told:
        QTest.keyClick(one.picture, Qt.Key.Key_Right)
    assert told.args == [ids[3]]
    QTest.keyClick(one.picture, Qt.Key.Key_Home)
    assert one.current == ids[0]
    QTest.keyClick(one.picture, Qt.Key.Key_Left)
    assert one.current == ids[0]
    QTest.keyClick(one.picture, Qt.Key.Key_End)
    assert one.current == ids[-1]
    assert not one.following.isEnabled()


def test_escape_goes_back_to_the_photo_that_was_shown(one: OnePhotoView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(one.closed) as told:
        QTest.keyClick(one.picture, Qt.Key.Key_Escape)
    assert told.args == [one.current]


def test_p_is_painted_at_once_and_the_next_takes_its_place(one: OnePhotoView, shelf: Shelf, qtbot: QtBot) -> None:
    first, following = one.current, shelf.ids()[3]
    QTest.keyClick(one.picture, Qt.Key.Key_P)
    assert one.flash.isVisible()
    assert one.flash.words == ["Picked"]
    assert one.current == following
    shelf.settle()
    assert shelf.row(first).asset.flag is Flag.PICKED


def test_without_going_on_the_badge_shows_what_was_decided(one: OnePhotoView, shelf: Shelf, qtbot: QtBot) -> None:
    one.advance.setChecked(False)
    before = one.current
    QTest.keyClick(one.picture, Qt.Key.Key_X)
    assert one.current == before
    assert "Rejected" in one.marks.words
    QTest.keyClick(one.picture, Qt.Key.Key_4)
    QTest.keyClick(one.picture, Qt.Key.Key_BracketLeft)
    shelf.settle()
    assert shelf.row(before).asset.rating == 3
    assert shelf.row(before).asset.flag is Flag.REJECTED


def test_removing_a_flag_never_goes_on(one: OnePhotoView, shelf: Shelf, qtbot: QtBot) -> None:
    before = one.current
    QTest.keyClick(one.picture, Qt.Key.Key_U)
    shelf.settle()
    assert one.current == before


def test_a_decision_can_be_undone(one: OnePhotoView, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    first = one.current
    QTest.keyClick(one.picture, Qt.Key.Key_P)
    shelf.settle()
    desk.undo()
    shelf.settle()
    assert shelf.row(first).asset.flag is Flag.UNREVIEWED


def test_z_shows_every_pixel_and_arrows_pan_then(one: OnePhotoView, shelf: Shelf, qtbot: QtBot) -> None:
    one.picture.resize(300, 200)
    before = one.current
    QTest.keyClick(one.picture, Qt.Key.Key_Z)
    assert one.picture.percent() == 100
    assert one.zoom.text() == "100 %"
    spot = one.picture.sight.x
    QTest.keyClick(one.picture, Qt.Key.Key_Right)
    assert one.picture.sight.x > spot
    assert one.current == before
    QTest.keyClick(one.picture, Qt.Key.Key_Z)
    assert one.picture.sight.is_fitted


def test_double_click_zooms_at_the_pointer_and_dragging_pans(one: OnePhotoView, qtbot: QtBot) -> None:
    one.picture.resize(300, 200)
    QTest.mouseDClick(one.picture, Qt.MouseButton.LeftButton, PLAIN, pos=QPoint(200, 60))
    assert one.picture.percent() == 100
    before = one.picture.sight
    QTest.mousePress(one.picture, Qt.MouseButton.LeftButton, PLAIN, pos=QPoint(150, 100))
    QTest.mouseMove(one.picture, QPoint(100, 100))
    assert one.picture.sight.x >= before.x
    QTest.mouseRelease(one.picture, Qt.MouseButton.LeftButton, PLAIN, pos=QPoint(100, 100))


def test_full_size_brings_the_pixels_of_the_original(one: OnePhotoView, shelf: Shelf, qtbot: QtBot) -> None:
    one.picture.resize(300, 200)
    one.picture.toggle_zoom(QPointF(150, 100))
    qtbot.waitUntil(lambda: one.picture.patch is not None, timeout=20_000)
    patch = one.picture.patch
    assert patch is not None
    assert (patch.image.width(), patch.image.height()) == (patch.box.width, patch.box.height)
    shelf.settle()


def test_a_photo_that_leaves_the_list_gives_way_to_the_following_one(
    one: OnePhotoView, shelf: Shelf, desk: Desk, qtbot: QtBot
) -> None:
    ids = shelf.ids()
    desk.studio.marking.trash([shelf.row(ids[2]).asset.id, shelf.row(ids[3]).asset.id])
    left = [asset_id for asset_id in ids[4:] if asset_id in shelf.ids()]
    assert one.photo is not None
    model = one.model
    assert model is not None
    model.set_listing(desk.studio.browsing.listing(""))
    shelf.settle()
    assert one.current == left[0]


def test_a_sensitive_photo_is_blurred_until_v(one: OnePhotoView, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    from ugc_studio.desktop.pages.library.details import acts

    acts.mark_sensitive(desk.studio, [one.current])
    assert one.model is not None
    one.model.refresh([one.current])
    shelf.settle()
    assert one.picture.is_veiled
    sharpest = one.picture.pixels_across
    assert sharpest is not None
    assert sharpest <= 160
    one.picture.zoom_by(4)
    assert one.picture.sight.is_fitted
    QTest.keyClick(one.picture, Qt.Key.Key_V)
    shelf.settle()
    assert not one.picture.is_veiled
    assert (one.picture.pixels_across or 0) > 160


def test_what_cannot_be_shown_says_so_in_its_place(one: OnePhotoView, shelf: Shelf, desk: Desk) -> None:
    asset = shelf.row(shelf.ids()[3]).asset
    desk.studio.library.previews.remove(str(asset.sha256))
    place = desk.studio.library.originals.path(asset.sha256, asset.format)
    place.chmod(0o600)
    place.write_bytes(b"no picture")
    one.step(1)
    shelf.settle()
    assert one.picture.problem is not None
    assert one.picture.accessibleDescription()
    one.step(1)
    shelf.settle()
    assert one.picture.problem is None


@pytest.mark.qt_log_ignore("marker|JPEG|jpeg", extend=True)  # what the decoder says about broken bytes
def test_a_broken_preview_is_made_again(one: OnePhotoView, shelf: Shelf, desk: Desk) -> None:
    asset = shelf.row(shelf.ids()[3]).asset
    desk.studio.previews.proxy(asset.id).write_bytes(b"\xff\xd8\xff broken \xff\xd9")
    one.step(1)
    shelf.settle()
    assert one.picture.problem is None
    assert one.picture.pixels_across

"""The list model: ids at once, rows by the page, and words for people who hear the list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.desktop.grid.conftest import settle
from tests.desktop.grid.worlds import Photos, listing, row
from ugc_studio.desktop.grid.model import PAGE, AssetListModel, Role
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.consent import ConsentState

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def test_it_is_a_good_qt_model(model: AssetListModel, qtmodeltester: ModelTester) -> None:
    model.set_listing(listing(range(1, 30)))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt ships it untyped


def test_every_index_and_role_has_an_answer(model: AssetListModel) -> None:
    model.set_listing(listing([4, 5]))
    for index in (QModelIndex(), model.index(0), model.index(1), model.index(7)):
        for role in (*Role, *Qt.ItemDataRole, 9999):
            model.data(index, role)
    assert model.data(model.index(1), Role.ID) == 5
    assert model.data(model.index(1), Role.COLOUR) == 0x306090
    assert model.data(QModelIndex(), Role.ID) is None


def test_rows_come_by_the_page_when_somebody_looks(model: AssetListModel, photos: Photos) -> None:
    model.set_listing(listing(range(1, 1001)))
    assert photos.asked == []
    assert model.row(450) is None
    settle()
    found = model.row(450)
    assert found is not None
    assert found.asset.id == 451
    assert photos.asked == [list(range(401, 601))]


def test_pages_that_were_scrolled_past_are_not_read(model: AssetListModel, photos: Photos) -> None:
    model.set_listing(listing(range(1, 100 * PAGE)))
    photos.held = []
    for page in range(50):
        model.row(page * PAGE)
    settle()
    assert [asked[0] // PAGE for asked in photos.asked] == [49, 48]
    photos.release()
    settle()
    assert [asked[0] // PAGE for asked in photos.asked] == [49, 48, 47, 46]


def test_an_answer_to_an_older_list_does_not_hide_rows_of_the_newer_one(model: AssetListModel, photos: Photos) -> None:
    model.set_listing(listing([1, 2]))
    photos.held = []
    model.row(0)
    settle()
    model.set_listing(listing([2, 3]))
    photos.gone = {2}
    photos.release()
    photos.gone = set()
    model.row(0)
    settle()
    assert model.row(0) is not None


def test_ids_that_are_gone_are_asked_for_once(model: AssetListModel, photos: Photos) -> None:
    photos.gone = {2}
    model.set_listing(listing([1, 2]))
    for _time in range(3):
        assert model.row(1) is None
        settle()
    assert len(photos.asked) == 1


def test_known_rows_stay_on_screen_while_a_new_list_is_read(model: AssetListModel, photos: Photos) -> None:
    model.set_listing(listing([1, 2, 3]))
    model.row(0)
    settle()
    photos.change(3, rating=5)
    photos.held = []
    model.set_listing(listing([3]))
    found = model.row(0)
    assert found is not None
    assert found.asset.rating == 0
    settle()
    photos.release()
    found = model.row(0)
    assert found is not None
    assert found.asset.rating == 5


def test_refreshing_reads_rows_again_and_tells_views(model: AssetListModel, photos: Photos, qtbot: QtBot) -> None:
    model.set_listing(listing([1, 2, 3]))
    model.row(0)
    settle()
    photos.change(2, flag=Flag.PICKED)
    with qtbot.waitSignals([model.dataChanged, model.rows_changed]):
        model.refresh({2, 77})
    assert photos.asked[-1] == [2]
    found = model.row_of(2)
    assert found is not None
    assert found.asset.flag is Flag.PICKED


def test_refreshing_everything_reads_what_is_looked_at(model: AssetListModel, photos: Photos) -> None:
    model.set_listing(listing([1, 2]))
    model.row(0)
    settle()
    photos.change(1, rating=3)
    model.refresh()
    model.row(0)
    settle()
    found = model.row(0)
    assert found is not None
    assert found.asset.rating == 3


def test_newer_rows_can_be_shown_at_once(model: AssetListModel, photos: Photos) -> None:
    model.set_listing(listing([1]))
    model.row(0)
    settle()
    model.replace([row(1, rating=4), row(9)])
    found = model.row(0)
    assert found is not None
    assert found.asset.rating == 4
    assert model.row_of(9) is None


def test_days_make_sections_unless_none_is_known(model: AssetListModel) -> None:
    model.set_listing(listing([1, 2, 3], days=[9, 9, 8]))
    assert list(model.sections) == [0, 2]
    model.set_listing(listing([1, 2, 3]))
    assert list(model.sections) == []
    model.set_listing(listing([]))
    assert list(model.sections) == []


def test_a_photo_says_what_its_badges_show(model: AssetListModel, photos: Photos) -> None:
    photos.rows[6] = row(6, flag=Flag.PICKED, rating=4, consent=ConsentState.WAITING, copies=2)
    model.set_listing(listing([5, 6]))
    assert model.data(model.index(1), SPOKEN) == "Photo 2 of 2"
    settle()
    assert model.data(model.index(1), SPOKEN) == "Photo 2 of 2, by @lea, Waiting, 4 stars, picked, 2 copies"
    tip = model.data(model.index(1), Qt.ItemDataRole.ToolTipRole)
    assert tip == "<p>IMG_6.jpg: by @lea, Waiting, 4 stars, picked, 2 copies</p>", "never taken for markup"


def test_a_video_says_that_it_is_one(model: AssetListModel, photos: Photos) -> None:
    photos.rows[6] = row(6, creator=None, duration_ms=18_200)
    model.set_listing(listing([6]))
    model.row(0)
    settle()
    assert model.data(model.index(0), SPOKEN) == "Video 1 of 1, Cleared, length 0:18"


def test_sensitive_photos_are_marked_and_so_are_those_not_known_yet(model: AssetListModel, photos: Photos) -> None:
    photos.rows[2] = row(2, sensitive=True)
    model.set_listing(listing([1, 2]))
    assert model.data(model.index(0), Role.SENSITIVE)
    settle()
    assert [model.data(model.index(place), Role.SENSITIVE) for place in range(2)] == [False, True]

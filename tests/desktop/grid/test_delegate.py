"""What a photo looks like in the grid: the state of consent always, words when looked at, marks and frames."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.desktop.grid.conftest import settle
from tests.desktop.grid.worlds import Photos, listing, row, sha
from ugc_studio.desktop.grid.delegate import PhotoDelegate
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.thumbnails import Picture, Thumbnails
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.theme.tokens import DARK
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import Translator

State = QStyle.StateFlag
RECT = QRect(20, 20, 260, 196)
FOOT_LEFT = QRect(28, 184, 24, 24)
FOOT_RIGHT = QRect(150, 184, 122, 24)
TOP_LEFT = QRect(28, 28, 100, 24)


class Painted:
    """Paints single photos into pictures that can be compared."""

    def __init__(self, delegate: PhotoDelegate, model: AssetListModel, photos: Photos) -> None:
        self.delegate, self.model, self.photos = delegate, model, photos

    def __call__(self, state: State = State.State_None, **fields: object) -> QImage:
        self.photos.rows[1] = row(1, **fields)  # type: ignore[arg-type]  # fields of any type
        self.model.refresh()
        self.model.row(0)
        settle()
        image = QImage(300, 240, QImage.Format.Format_ARGB32)
        image.fill(QColor(DARK.canvas))
        option = QStyleOptionViewItem()
        option.rect, option.state = RECT, state
        painter = QPainter(image)
        self.delegate.paint(painter, option, self.model.index(0))
        painter.end()
        return image


@pytest.fixture
def paint(model: AssetListModel, photos: Photos, thumbnails: Thumbnails) -> Painted:
    model.set_listing(listing([1]))
    return Painted(PhotoDelegate(Theme(), thumbnails, Translator.source_language()), model, photos)


def part(image: QImage, rect: QRect) -> bytes:
    cut = image.copy(rect)  # kept while its pixels are read: they are gone with it
    return bytes(cut.constBits())


def test_every_state_of_consent_has_its_own_badge_always(paint: Painted) -> None:
    badges = {part(paint(consent=state), FOOT_LEFT) for state in ConsentState}
    assert len(badges) == len(ConsentState)


def test_colour_is_not_the_only_difference_between_states(paint: Painted) -> None:
    def shape(image: QImage) -> bytes:
        grey = image.copy(FOOT_LEFT).convertToFormat(QImage.Format.Format_Grayscale8)
        return bytes(min(255, value * 4) // 128 for value in bytes(grey.constBits()))

    assert len({shape(paint(consent=state)) for state in ConsentState}) == len(ConsentState)


@pytest.mark.parametrize("state", [State.State_MouseOver, State.State_Selected, State.State_HasFocus])
def test_words_are_added_when_the_photo_is_looked_at(paint: Painted, state: State) -> None:
    def right_of_icon(image: QImage) -> int:
        return sum(image.pixelColor(x, 196).lightness() > 140 for x in range(54, 140))

    assert right_of_icon(paint(state, consent=ConsentState.NOT_REQUESTED)) > 0
    assert right_of_icon(paint(consent=ConsentState.NOT_REQUESTED)) == 0


def test_marks_show_on_the_photo(paint: Painted) -> None:
    plain = part(paint(), TOP_LEFT)
    marks = {
        part(paint(flag=Flag.PICKED), TOP_LEFT), part(paint(flag=Flag.REJECTED), TOP_LEFT),
        part(paint(copies=2), TOP_LEFT), part(paint(duration_ms=18_000), TOP_LEFT), plain,
    }  # fmt: skip
    assert len(marks) == 5


def test_stars_show_only_where_there_are_some(paint: Painted) -> None:
    assert part(paint(rating=4), FOOT_RIGHT) != part(paint(rating=3), FOOT_RIGHT)
    assert part(paint(rating=0), FOOT_RIGHT) == part(paint(), FOOT_RIGHT)


def test_a_rejected_photo_is_faint(paint: Painted) -> None:
    def middle(image: QImage) -> int:
        return image.pixelColor(RECT.center()).blue()

    assert middle(paint()) == 0x90
    assert abs(middle(paint(flag=Flag.REJECTED)) - round(0x13 + 0.38 * (0x90 - 0x13))) <= 2


def test_selected_photos_have_a_frame_of_three_pixels_and_a_tick(paint: Painted) -> None:
    image = paint(State.State_Selected)
    for inset in range(3):
        assert image.pixelColor(RECT.left() + inset, RECT.center().y()) == QColor(DARK.accent)
    box = paint.delegate.box(RECT)
    assert part(image, box) != part(paint(State.State_MouseOver), box)
    assert part(paint(State.State_MouseOver), box) != part(paint(), box)


def test_the_current_photo_has_a_ring_outside_that_is_dim_without_the_keyboard(paint: Painted) -> None:
    outside = RECT.left() - 2, RECT.center().y()
    lit = paint(State.State_HasFocus | State.State_Active).pixelColor(*outside)
    dim = paint(State.State_HasFocus).pixelColor(*outside)
    assert lit == QColor(DARK.focus)
    assert dim not in (lit, QColor(DARK.canvas))
    assert paint().pixelColor(*outside) == QColor(DARK.canvas)


def test_until_the_picture_is_here_its_colour_is(
    paint: Painted, thumbnails: Thumbnails, add_preview: Callable[..., Path], qtbot: QtBot
) -> None:
    assert paint().pixelColor(RECT.center()) == QColor("#306090")
    add_preview(sha(1), colour="#C04040")
    wanted = paint.delegate.picture(paint.model, 0, QSize(260, 196), 1.0)
    assert wanted == Picture(sha(1), 260, 196, 6)
    thumbnails.want([wanted])
    qtbot.waitUntil(lambda: thumbnails.get(wanted) is not None, timeout=5000)
    assert abs(paint().pixelColor(RECT.center()).red() - 0xC0) < 4


def test_a_photo_without_a_preview_is_marked(paint: Painted, thumbnails: Thumbnails, qtbot: QtBot) -> None:
    plain = part(paint(), QRect(130, 100, 40, 40))
    thumbnails.want([Picture(sha(1), 10, 10)])
    qtbot.waitUntil(lambda: thumbnails.is_missing(sha(1)), timeout=5000)
    assert part(paint(), QRect(130, 100, 40, 40)) != plain


def test_a_sensitive_photo_is_blurred_until_it_was_opened(paint: Painted) -> None:
    paint(sensitive=True)
    wanted = paint.delegate.picture(paint.model, 0, QSize(260, 196), 1.0)
    assert wanted is not None
    assert wanted.blurred
    paint.delegate.reveal(1)
    wanted = paint.delegate.picture(paint.model, 0, QSize(260, 196), 1.0)
    assert wanted is not None
    assert not wanted.blurred


def test_pictures_are_asked_for_in_the_pixels_of_the_screen(paint: Painted) -> None:
    paint()
    assert paint.delegate.picture(paint.model, 0, QSize(130, 98), 2.0) == Picture(sha(1), 260, 196, 12)


def test_nothing_is_wanted_before_the_row_is_known(paint: Painted) -> None:
    assert paint.delegate.picture(paint.model, 0, QSize(10, 10), 1.0) is None


def test_on_a_narrow_photo_consent_stays_and_stars_become_a_number(paint: Painted) -> None:
    image = QImage(300, 240, QImage.Format.Format_ARGB32)
    image.fill(QColor(DARK.canvas))
    paint(rating=5)
    option = QStyleOptionViewItem()
    option.rect, option.state = QRect(20, 20, 90, 196), State.State_None
    painter = QPainter(image)
    paint.delegate.paint(painter, option, paint.model.index(0))
    painter.end()
    ground = QColor("#306090")
    assert image.pixelColor(FOOT_LEFT.center().x(), FOOT_LEFT.top() + 1) != ground
    assert image.pixelColor(QRect(20, 20, 90, 196).right() - 20, FOOT_LEFT.center().y()) != ground

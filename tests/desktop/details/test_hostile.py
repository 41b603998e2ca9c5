"""Texts of strangers are shown as plain text everywhere, and never move the layout."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.details.conftest import Shelf
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.compare.view import CompareView
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.desktop.pages.library.one.view import OnePhotoView
from ugc_studio.desktop.widgets.basic import LONGEST_SHOWN
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.edits import Edits
from ugc_studio.domain.posts import CreatorDraft, MediaSlot, MediaState, PostDraft
from ugc_studio.library.session import Session

Panel = Callable[..., DetailsPanel]
HOSTILE = [
    "<b>bold</b><img src=x onerror=alert(1)><a href='http://x'>y</a>",
    "ab\u202egnp.exe\u202c \u2066hidden\u2069",
    "x" * 100_000,
    "\x00\x07\x1b[31m red\n" * 50,
    "🌿" * 500 + "עברית العربية",
    "&amp;&lt; %s {name} {0} && &",
]


def hostile(desk: Desk, asset_id: int, text: str) -> None:
    """Put a text wherever a stranger's text can come from."""
    safe = text.replace("\0", "")

    def post(session: Session) -> None:
        draft = PostDraft(
            source_key=f"hostile:{asset_id}", importer="table", permalink="https://example.org/p/1",
            creator=CreatorDraft("instagram", handle=safe[:200]), caption=safe, posted_at="1999-01-01T00:00:00Z",
            slots=(MediaSlot(0, MediaState.LOCAL, safe[:100]),),
        )  # fmt: skip
        number, _new = session.posts.upsert(draft, creator_id=None, place_id=None)
        session.posts.link(number, 0, asset_id)

    desk.studio.library.write(post)
    tag = safe[:60].strip()
    desk.studio.editing.edit(
        [AssetId(asset_id)],
        Edits(
            caption=safe[:60_000], credit=safe[:900], place=safe[:300],
            add_tags=(tag,) if tag.isprintable() else (),  # the library refuses the others
        ),
    )  # fmt: skip


def plain(widget: QWidget) -> bool:
    """Whether no label would read markup, and no text is longer than labels take."""
    labels = widget.findChildren(QLabel)
    return all(
        one.textFormat() is Qt.TextFormat.PlainText and len(one.text()) <= LONGEST_SHOWN + 1
        for one in labels
        if one.text()
    )


@pytest.mark.parametrize("text", HOSTILE, ids=["html", "overrides", "long", "controls", "signs", "fields"])
def test_details_stay_plain_and_as_wide_as_they_are(
    panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot, text: str
) -> None:
    photo = shelf.ids()[0]
    hostile(desk, photo, text)
    shown = panel(photo)
    assert plain(shown)
    assert shown.content_width() <= 316
    for override in "\u202e\u202a\u2066\x1b":
        assert not any(override in one.text() for one in shown.findChildren(QLabel))
        assert not any(override in one.text() for one in shown.findChildren(QAbstractButton))
    picture = shown.grab()
    assert picture.width() == shown.width()
    several = panel(photo, shelf.ids()[1])
    assert plain(several)
    assert several.content_width() <= 316


@pytest.mark.parametrize("text", HOSTILE, ids=["html", "overrides", "long", "controls", "signs", "fields"])
def test_views_stay_plain(shelf: Shelf, desk: Desk, shown: Callable[[QWidget], QWidget], text: str) -> None:
    first, second = shelf.ids()[:2]
    hostile(desk, first, text)
    one = OnePhotoView(desk, desk.thumbnails)
    shown(one)
    one.show_list(shelf.model(), shelf.ids().index(first))
    compared = CompareView(desk)
    shown(compared)
    compared.set_assets([first, second])
    shelf.settle()
    for view in (one, compared):
        assert plain(view)
        assert view.minimumSizeHint().width() <= 860
        view.grab()

"""Files that are not what they are called, with names that are markup, lines and broken signs: refused, and named."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.corpus import jpeg
from tests.desktop.hostile.inspecting import findings
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.importing.dialog import ImportDialog
from ugc_studio.desktop.pages.history.page import HistoryPage
from ugc_studio.desktop.shell.window import Window

NAME = "<b>x<img src=q>\u202egpj \u200b%s {n} & "
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / NAME
    made.mkdir()
    (made / f"drawing {NAME}.jpg").write_bytes(SVG)
    (made / f"page {NAME}.png").write_bytes(HTML)
    (made / f"good {NAME}.jpg").write_bytes(jpeg(320, 240, seed=4711))
    if sys.platform.startswith("linux"):
        (made / "two\nlines.jpg").write_bytes(SVG)
        Path(os.fsdecode(os.fsencode(made) + b"/broken-\xff\xfe.jpg")).write_bytes(jpeg(320, 240, seed=4712))
        (made / ("n" * 250 + ".jpg")).write_bytes(HTML)
    return made


def test_they_are_refused_with_a_reason_and_shown_as_text(
    window: Window, desk: Desk, qtbot: QtBot, folder: Path
) -> None:
    desk.importing.emit([folder])
    settled(qtbot, desk)
    dialog = window.findChildren(ImportDialog)[-1]
    assert findings() == []
    assert dialog.minimumSizeHint().width() <= window.width()
    dialog.look_first()
    settled(qtbot, desk, timeout=60_000)
    assert findings() == []
    dialog.start()
    settled(qtbot, desk, timeout=60_000)
    linux = sys.platform.startswith("linux")
    added, refused = (2, 4) if linux else (1, 2)
    assert window.toasts.text == f"Import finished: {added} added, {refused} need a look"
    desk.go("history", {"tab": "imports"})
    settled(qtbot, desk)
    window.grab()
    page = window.pages["history"]
    assert isinstance(page, HistoryPage)
    detail = page.imports.report.detail
    assert detail is not None
    assert len(detail.items) == refused
    assert all(str(item.reason) for item in detail.items)
    assert findings() == []
    desk.go("library", {"query": "", "layout": "grid", "selected": [61], "current": 61})
    settled(qtbot, desk)
    window.grab()
    assert findings() == []

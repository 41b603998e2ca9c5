"""Files dropped on the window while consent is shown: a message is asked about, a photo is imported as everywhere."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.corpus import jpeg
from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.desktop.consent.test_withdrawing import drop, mail_from, online
from tests.services.consent.world import World
from ugc_studio.desktop.dialogs.importing.dialog import ImportDialog
from ugc_studio.desktop.pages.consent.arriving import ArrivedDialog
from ugc_studio.desktop.pages.consent.paper.attaching import AttachDialog
from ugc_studio.desktop.pages.consent.reply_dialog import ReplyDialog
from ugc_studio.desktop.pages.consent.withdraw_dialog import WithdrawDialog
from ugc_studio.domain.consent import EventType


def dropped(place: Place, *files: Path) -> ArrivedDialog:
    drop(place.program.window, list(files))
    place.wait()
    return place.dialog(ArrivedDialog)


def test_a_mail_becomes_a_withdrawal_in_three_acts(world: World, start: Start, tmp_path: Path) -> None:
    _photo, lea = online(world)
    place = start(world)
    place.press(dropped(place, mail_from(tmp_path, "Léa Martin <lea@example.com>")).withdrawal)
    form = place.dialog(WithdrawDialog)
    assert form.who.value() == lea
    place.press(form.go)
    assert (place.last().type, len(place.last().proofs)) == (EventType.WITHDRAWN, 1)


def test_a_mail_becomes_a_reply_with_its_words(world: World, start: Start, tmp_path: Path) -> None:
    online(world)
    place = start(world)
    place.press(dropped(place, mail_from(tmp_path, "Léa Martin <lea@example.com>")).reply)
    form = place.dialog(ReplyDialog)
    assert "Merci de retirer mes photos." in form.message.toPlainText()


def test_a_pdf_may_be_a_signed_paper(world: World, start: Start, tmp_path: Path) -> None:
    online(world)
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    place = start(world)
    place.press(dropped(place, paper).paper)
    assert place.dialog(AttachDialog).files.files == (paper,)


def test_what_was_meant_for_the_library_is_still_imported(world: World, start: Start, tmp_path: Path) -> None:
    online(world)
    note = tmp_path / "notes.txt"
    note.write_text("Hello", "utf-8")
    place = start(world)
    dialog = dropped(place, note)
    (bring,) = (one for one in dialog.findChildren(type(dialog.reply)) if one.accessibleName() == "Import…")
    place.press(bring)
    assert place.dialog(ImportDialog).isVisible()


@pytest.mark.parametrize("kind", ["photo", "folder", "elsewhere"])
def test_photos_folders_and_other_places_go_to_import(world: World, start: Start, tmp_path: Path, kind: str) -> None:
    online(world)
    file = tmp_path / ("IMG_1.jpg" if kind == "photo" else "a.eml")
    file.write_bytes(jpeg(seed=3) if kind == "photo" else b"From: a@b.c\n\nOui\n")
    place = start(world)
    if kind == "elsewhere":
        place.desk.go("history")
        place.wait()
    drop(place.program.window, [tmp_path if kind == "folder" else file])
    place.wait()
    assert place.dialog(ImportDialog).isVisible()
    assert not [one for one in place.program.window.findChildren(ArrivedDialog) if one.isVisible()]


def test_a_library_that_cannot_be_written_offers_no_form(world: World, start: Start, tmp_path: Path) -> None:
    online(world)
    world.close()
    with closing(world.open()):  # another program writes
        place = start(world)
        assert place.desk.read_only
        dialog = dropped(place, mail_from(tmp_path, "Léa Martin <lea@example.com>"))
        assert not any(button.isEnabled() for button in (dialog.reply, dialog.withdrawal, dialog.paper))

"""A reply comes in and is read photo by photo: proposals, never decisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.desktop.consent.scenes import asked, clear_reply, replied
from tests.services.consent.world import World
from ugc_studio.desktop.pages.consent.act_dialog import ActDialog
from ugc_studio.desktop.pages.consent.reply_dialog import ReplyDialog
from ugc_studio.desktop.pages.consent.withdraw_dialog import WithdrawDialog
from ugc_studio.desktop.widgets.basic import ElidedLabel
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.replies import Label

MAIL = "From: Léa <lea@potager.example>\nDate: Fri, 4 Sep 2026 09:00:00 +0000\n\nLa 1 oui, la 2 non\n"
CHAT = "03/09/2026, 09:00 - Léa: Oui avec plaisir\n03/09/2026, 09:01 - Zoé: secret de Zoé\n"


@pytest.fixture
def three(world: World) -> tuple[World, list[int], str]:
    """Léa was asked for three photos."""
    photos = world.photos("a", "b", "c")
    lea, notice = world.person("Léa", handle="lea@potager.example"), world.notice()
    world.taken_by(photos, lea)
    asked(world, photos, lea, notice)
    world.clock.forward(days=1)
    return world, photos, lea


def add_reply(place: Place) -> ReplyDialog:
    place.press(place.page.heading.reply)
    return place.dialog(ReplyDialog)


def typed(place: Place, dialog: ReplyDialog, words: str) -> None:
    dialog.message.setPlainText(words)
    dialog._read_soon.timeout.emit()
    place.wait()


def label(place: Place) -> Label | None:
    """What the message seems to say about the photo on the desk."""
    return place.page.form.reply.label


def hints(dialog: ReplyDialog) -> str:
    return "\n".join(label.text() for label in dialog.photos.findChildren(ElidedLabel))


# ---------------------------------------------------------------------- the form


def test_each_photo_of_a_message_has_its_own_proposal(three: tuple[World, list[int], str], start: Start) -> None:
    world, photos, lea = three
    replied(world, photos, lea, "La 1 et la 3 oui, pas la 2 svp")
    place = start(world)
    form = place.page.form
    assert label(place) is Label.YES
    assert {int(asset): box.isChecked() for asset, box in form.siblings.boxes.items()} == {
        photos[1]: False, photos[2]: True,
    }  # fmt: skip
    place.press(form.foot.record)
    assert [place.verdict(photo).cleared for photo in photos] == [True, False, True]
    assert place.open_photo == photos[1]
    assert label(place) is Label.NO
    assert form.formule.formule is None


def test_a_no_is_one_press_from_its_form_and_spares_what_was_allowed(
    three: tuple[World, list[int], str], start: Start
) -> None:
    world, photos, lea = three
    replied(world, photos, lea, "La 1 et la 3 oui, pas la 2 svp")
    place = start(world, place={"asset": photos[1]})
    step = place.page.form.reply.step
    assert step is not None
    place.press(step)
    dialog = place.dialog(ActDialog)
    assert not dialog.siblings.chosen
    place.press(dialog.go)
    assert (place.last().type, len(place.last().assets)) == (EventType.REFUSED, 1)


def test_a_condition_ticks_what_it_names_only_when_somebody_says_so(world: World, start: Start) -> None:
    photo, _lea, _notice = clear_reply(world, "léa", "Oui mais pas sur le site")
    place = start(world)
    form = place.page.form
    assert form.reply.label is Label.LIMITED
    assert (form.formule.formule, form.formule.without) == (None, ())
    assert form.reply.step is not None
    place.press(form.reply.step)
    assert form.formule.without == ("media:website",)
    place.press(form.foot.record)
    assert place.verdict(photo).cleared
    assert not place.verdict(photo, channel="web_gallery", medium="website").cleared


def test_a_condition_that_no_chip_says_fills_in_nothing(world: World, start: Start) -> None:
    clear_reply(world, "léa", "Oui, à condition d'être citée")
    place = start(world)
    assert place.page.form.reply.label is Label.LIMITED
    assert place.page.form.reply.step is None


def test_a_question_leads_to_a_new_request(world: World, start: Start) -> None:
    from ugc_studio.desktop.pages.consent.request_dialog import RequestDialog

    clear_reply(world, "léa", "C’est pour quelle photo exactement ?")
    place = start(world)
    step = place.page.form.reply.step
    assert step is not None
    place.press(step)
    assert place.dialog(RequestDialog).isVisible()


def test_taking_back_is_one_press_from_the_filled_form(world: World, start: Start) -> None:
    photo, lea, notice = clear_reply(world, "léa", "Oui")
    world.licence([photo], lea, notice)
    world.clock.forward(days=30)
    replied(world, [photo], lea, "Finalement, merci de supprimer ma photo de votre site")
    place = start(world)
    card = place.page.form.reply
    assert card.label is Label.WITHDRAW
    assert card.step is not None
    place.press(card.step)
    dialog = place.dialog(WithdrawDialog)
    assert dialog.message.toPlainText().startswith("Finalement")
    assert dialog.photos.chosen == (photo,)
    place.press(dialog.go)
    assert not place.verdict(photo).cleared
    assert place.last().type is EventType.WITHDRAWN


# ---------------------------------------------------------------------- adding a reply


def test_pasted_words_are_shown_with_their_proposals_and_kept(
    three: tuple[World, list[int], str], start: Start
) -> None:
    world, photos, _lea = three
    place = start(world)
    dialog = add_reply(place)
    assert not dialog.keep.isEnabled()
    typed(place, dialog, "Oui pour la 1, pas la 2")
    dialog.who.set_value(dialog._writers[0].key)
    dialog.who.picked.emit(dialog.who.value())
    place.wait()
    assert set(dialog.photos.boxes) == set(photos)
    assert "Seems to be a yes" in hints(dialog)
    place.press(dialog.keep)
    assert place.last().type is EventType.REPLIED
    assert place.open_photo == photos[0]
    assert place.page.form.reply.label is Label.YES


def test_a_dropped_mail_says_who_and_when_and_what(
    three: tuple[World, list[int], str], start: Start, tmp_path: Path
) -> None:
    world, photos, lea = three
    mail = tmp_path / "reply.eml"
    mail.write_text(MAIL, "utf-8")
    place = start(world)
    dialog = add_reply(place)
    dialog.files.add([mail])
    place.wait()
    assert dialog.account.text() == "lea@potager.example"
    assert str(dialog.day.day()) == "2026-09-04"
    assert dialog.message.toPlainText() == "La 1 oui, la 2 non"
    place.press(dialog.keep)
    event = place.last()
    assert (event.by, event.evidence, len(event.assets)) == (lea, "email", len(photos))
    assert [proof.kind for proof in event.proofs] == ["text", "file"]


def test_of_a_chat_a_sender_is_chosen_and_the_others_stay_out(
    three: tuple[World, list[int], str], start: Start, tmp_path: Path
) -> None:
    world, _photos, _lea = three
    chat = tmp_path / "chat.txt"
    chat.write_text(CHAT, "utf-8")
    place = start(world)
    dialog = add_reply(place)
    dialog.files.add([chat])
    place.wait()
    assert dialog.threads.isVisible()
    assert not dialog.keep.isEnabled()
    threads = dialog._threads()
    dialog.threads.set_value(next(n for n, one in enumerate(threads) if one.who == "Léa"))
    dialog.threads.picked.emit(dialog.threads.value())
    place.wait()
    assert dialog.message.toPlainText() == "Oui avec plaisir"
    dialog.who.set_value(dialog._writers[0].key)
    dialog.who.picked.emit(dialog.who.value())
    place.wait()
    place.press(dialog.keep)
    with place.desk.studio.library.read() as session:
        kept = [session.evidence.path(one).read_text("utf-8")
                for one in session.evidence.get_many(p.id for p in place.last().proofs).values()]  # fmt: skip
    assert len(kept) == 1
    assert "secret" not in kept[0]


def test_a_screenshot_has_to_be_typed_and_is_kept(
    three: tuple[World, list[int], str], start: Start, tmp_path: Path
) -> None:
    world, _photos, _lea = three
    shot = tmp_path / "screen.png"
    shot.write_bytes(b"\x89PNG\r\n\x1a\nscreen")
    place = start(world)
    dialog = add_reply(place)
    dialog.files.add([shot])
    place.wait()
    dialog.who.set_value(dialog._writers[0].key)
    dialog.who.picked.emit(dialog.who.value())
    place.wait()
    assert "Type what it says" in dialog.told.text()
    place.press(dialog.keep)
    assert [proof.kind for proof in place.last().proofs] == ["file"]
    assert place.page.form.reply.label is None


def test_a_file_that_cannot_be_read_says_so(three: tuple[World, list[int], str], start: Start, tmp_path: Path) -> None:
    world, _photos, _lea = three
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no archive")
    place = start(world)
    dialog = add_reply(place)
    dialog.files.add([broken])
    place.wait()
    assert "broken.zip" in dialog.told.text()
    assert not dialog.keep.isEnabled()


def test_words_from_another_account_are_no_yes(three: tuple[World, list[int], str], start: Start) -> None:
    world, _photos, _lea = three
    place = start(world)
    dialog = add_reply(place)
    dialog.who.set_value(dialog._writers[0].key)
    dialog.account.setText("someone@else.example")
    typed(place, dialog, "Oui, avec plaisir !")
    assert "another account" in dialog.told.text()
    assert "Seems to be a yes" not in hints(dialog)

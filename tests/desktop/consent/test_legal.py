"""The tab of the legal reviewer: what waits, why, and deciding one after the other by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.services.consent.world import World
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.legal.view import LegalView
from ugc_studio.desktop.pages.consent.tabs import Tab
from ugc_studio.desktop.pages.library.todo import way_to
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Target
from ugc_studio.services.consent.review.matters import Decision, MatterKind
from ugc_studio.services.due import TaskKind


def commented(world: World, *names: str) -> list[int]:
    """Photos whose author said yes in comments, which legal has to approve."""
    photos = world.photos(*names)
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by(photos, lea)
    for photo in photos:
        world.say(EventType.GIVEN, [photo], lea, notice=notice.uuid, evidence="comment", message="Oui")
    return photos


def texts(view: LegalView) -> str:
    """Everything that the right side says."""
    return "\n".join(label.text() for label in view.decision.findChildren(QLabel) if not label.isHidden())


def kinds(place: Place) -> list[str]:
    return [row.matter.key for row in place.page.legal.queue.matters.rows]


def test_legal_opens_on_what_waits_for_legal(world: World, start: Start) -> None:
    first, second = commented(world, "a", "b")
    place = start(world, role="legal")
    assert place.page.tab is Tab.LEGAL
    assert kinds(place) == [f"grant:{first}", f"grant:{second}"]
    assert place.page.tabs.buttons[Tab.LEGAL].text() == "Legal  2"
    assert "Léa said it in this form only: comment." in texts(place.page.legal)
    assert place.page.legal.opened is not None
    assert place.page.legal.opened.asset_id == first


def test_each_is_approved_by_one_key_and_the_next_follows(world: World, start: Start) -> None:
    first, second = commented(world, "a", "b")
    place = start(world, role="legal")
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.last().type is EventType.APPROVED
    assert kinds(place) == [f"grant:{second}"]
    assert place.page.legal.opened is not None
    assert place.page.legal.opened.asset_id == second
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.page.legal.body.currentWidget() is place.page.legal.empty
    assert place.verdict(first).cleared
    assert place.verdict(second).cleared


def test_an_invalid_one_is_recorded_with_its_reason_only(world: World, start: Start) -> None:
    (photo,) = commented(world, "a")
    place = start(world, role="legal")
    button = place.page.legal.decision.buttons[Decision.INVALIDATE]
    assert not button.isEnabled()
    place.page.legal.decision.reason.setPlainText("The comment is of another account")
    assert button.isEnabled()
    place.press(button)
    assert place.last().type is EventType.INVALIDATED
    assert kinds(place) == []
    assert "invalidated" in place.verdict(photo).codes


def test_the_audit_log_of_the_photo_is_one_press_away(world: World, start: Start) -> None:
    commented(world, "a")
    place = start(world, role="legal")
    assert place.page.heading._log.isEnabled()
    place.press(place.page.heading._log)
    assert place.dialog(Dialog).isVisible()


def test_skip_goes_on_without_deciding(world: World, start: Start) -> None:
    _first, second = commented(world, "a", "b")
    place = start(world, role="legal")
    before = len(place.events())
    place.key(Qt.Key.Key_Right, ctrl=True)
    assert place.page.legal.reading is not None
    assert place.page.legal.reading.matter.asset == second
    assert len(place.events()) == before


def test_an_editor_reads_it_and_decides_nothing(world: World, start: Start) -> None:
    commented(world, "a")
    place = start(world, place={"queue": "legal"})
    assert "Waits for legal." in texts(place.page.legal)
    assert place.page.legal.decision.buttons == {}
    before = len(place.events())
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert len(place.events()) == before
    assert place.toast == "Only the legal role decides."


def test_several_authors_are_settled_in_place(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, marc = world.person("Léa"), world.person("Marc")
    facts = {"creators": [lea, marc], "state": "contested"}
    world.studio.consent.recorder.state(EventType.AUTHOR_STATED, [photo], facts=facts)
    place = start(world, role="legal")
    panel = place.page.legal.decision
    assert [panel.author.itemText(n) for n in range(panel.author.count())] == [
        "Choose who took it…", "Léa", "Marc", "All of them together",
    ]  # fmt: skip
    panel.author.set_value(marc)
    panel.author.picked.emit(marc)
    panel.reason.setPlainText("She reposted it")
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.last().creators == (marc,)
    assert kinds(place) == []


def test_a_freeze_says_what_it_stops_and_is_lifted_with_a_reason(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    world.studio.consent.recorder.freeze([Target("creator", lea)], reason="A complaint came in")
    place = start(world, role="legal")
    view = place.page.legal
    assert view.reading is not None
    assert view.reading.matter.kind is MatterKind.FREEZE
    said = "\n".join(label.text() for label in view.card.findChildren(QLabel))
    assert "Reason: A complaint came in" in said
    assert "It holds back 1 photo." in said
    view.decision.reason.setPlainText("Settled with her")
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.last().type is EventType.UNFROZEN
    assert place.verdict(photo).cleared


def test_the_to_do_of_somebody_who_turns_18_opens_their_matter(world: World, start: Start) -> None:
    for name in ("Théo", "Mia"):
        world.taken_by(world.photos(name), world.person(name, adult="no", turns_18="09/2026"))
    (item,) = (one for one in world.studio.today.strip() if one.kind is TaskKind.COMING_OF_AGE)
    ways = [way_to(task.target) for task in item.tasks]
    place = start(world, role="legal")
    for page, spot in ways:
        place.desk.go(page, spot)
        place.wait()
        matter = place.page.legal.queue.current
        assert matter is not None
        assert matter.key == spot["matter"]


def test_who_comes_of_age_can_be_asked_for_their_own_release(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    teen = world.person("Théo", adult="no", turns_18="09/2026")
    world.taken_by([photo], teen)
    place = start(world, role="legal")
    assert kinds(place) == [f"coming_of_age:{teen}"]
    assert place.page.legal.reading is not None
    assert place.page.legal.reading.subject is not None
    assert place.page.legal.reading.subject.photos == (photo,)
    place.page.legal.decision.reason.setPlainText("Asked him")
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.last().type is EventType.REVIEWED
    assert kinds(place) == []

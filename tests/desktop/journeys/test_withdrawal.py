"""A withdrawal comes in by mail: how few actions it takes until everything that has to come down is listed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.journeys.person import CTRL, Person
from tests.desktop.journeys.test_ways import events
from ugc_studio.desktop.pages.consent.outcome_dialog import OutcomeDialog
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.pages.consent.withdraw_dialog import WithdrawDialog
from ugc_studio.domain.consent import EventType
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.session import Session

SHIFT = Qt.KeyboardModifier.ShiftModifier


def drop(person: Person, target: QWidget, file: Path) -> None:
    """Drag a file from the mail program onto something: one action."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    at, copy = target.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    person.actions.append(f"drop {file.name}")
    QApplication.sendEvent(target, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, data, left, none))
    person.wait()


def handed_over(person: Person, out: Path) -> tuple[str, str, set[str]]:
    """A photo that is on a web page, in a scheduling tool for later, and with a partner; its author and the uses."""
    studio = person.desk.studio
    plan = studio.exporting.plan("1", "web")
    studio.exporting.execute(plan, out, RecordingContext())
    sha = str(plan.ready[0].asset.sha256)
    with studio.library.read() as session:
        first = session.uses.of_assets([sha])[-1]
        asset = session.assets.known([sha])[sha]
        ((author, _state), *_others) = session.authors.of_assets([asset])[asset]
        name = session.parties.labels([author])[author]
    use = plan.use
    later = dataclasses.replace(use, publish_at=use.publish_at + dt.timedelta(days=9), live_until=None)

    def hand_over(session: Session) -> None:
        for exporter, planned, recipient in (("hootsuite", later, None), ("bundle", use, "Studio Nord")):
            studio.consent.record_use(
                session, asset_id=int(asset), use=planned, exporter=exporter, rendition_sha256=first.rendition_sha256,
                path=f"{exporter}/{asset}.jpg", recipient=recipient,
            )  # fmt: skip

    studio.library.write(hand_over)
    with studio.library.read() as session:
        return name, author, {use.uuid for use in session.uses.of_assets([sha])}


def test_from_a_mail_to_the_whole_list_in_at_most_five_actions(person: Person, tmp_path: Path) -> None:
    name, author, uses = handed_over(person, tmp_path / "web")
    mail = tmp_path / "Mes photos.eml"
    mail.write_text(f"From: {name} <someone@example.com>\n\nMerci de retirer mes photos.\n", "utf-8")
    before = len(events(person))
    person.key(Qt.Key.Key_W, CTRL | SHIFT)
    form = next(one for one in person.window.findChildren(WithdrawDialog) if one.isVisible())
    drop(person, form, mail)
    assert form.who.value() == author
    person.click(form.go)
    shown = next(one for one in person.window.findChildren(OutcomeDialog) if one.isVisible())
    assert {row.recorded.use.uuid for row in shown.rows} >= uses
    assert len(person.actions) <= 5, person.actions
    said = events(person)[before:]
    assert set(said) <= {EventType.WITHDRAWN, EventType.OBJECTED}
    assert EventType.WITHDRAWN in said
    person.key(Qt.Key.Key_Return)
    page = person.page(ConsentPage)
    assert set(page.takedowns.cards) >= {row.id for row in shown.rows}
    assert len(person.actions) <= 5, person.actions

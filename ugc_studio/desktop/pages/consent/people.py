"""Who is in the photo and who made it, with what is still missing from each."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.pages.library.details.people import note_button, note_people, record
from ugc_studio.desktop.widgets.basic import IconButton, column, panel, row, sentence
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Avatar, Pill
from ugc_studio.domain.consent import DepictionRole
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.desk.opened import PeopleView, PersonLine
from ugc_studio.services.words import HOLDER_BASES

ROLES = {
    DepictionRole.MAIN: _("main person"),
    DepictionRole.RECOGNISABLE: _("recognisable"),
    DepictionRole.CROWD: _("part of a crowd"),
    DepictionRole.INCIDENTAL: _("there by chance"),
}


def people_rows(desk: Desk, opened: Opened) -> Iterator[QWidget]:
    """A row for each author and each person shown; then what is missing from nobody in particular."""
    people, theme, show = opened.photo.people, desk.theme, desk.show
    if people.faces is not None:
        yield _faces(desk, opened, people)
    authors = {one.party for one in people.creators}
    shown = {one.party: one for one in people.depicted}
    for one in people.creators:
        yield _person(desk, one, author=True, also=shown.get(one.party))
    for one in people.depicted:
        if one.party not in authors:
            yield _person(desk, one, author=False, also=None)
    if not people.creators and not people.depicted:
        yield Words(theme, show(_("Nobody is recorded yet.")), "quiet")
    for text in people.missing:
        yield Words(theme, show(text), "quiet")


def _faces(desk: Desk, opened: Opened, people: PeopleView) -> QWidget:
    """What a detector found, and the way from there to people that can be named."""
    asset_id = int(opened.asset_id)
    hint = Words(desk.theme, desk.show(people.faces.text if people.faces is not None else ""), "quiet")
    if not people.to_note:
        return hint
    note = note_button(desk, people.to_note).on(lambda: record(desk, note_people, asset_id))
    return panel(column(hint, row(note, None), gap=6))


def _person(desk: Desk, one: PersonLine, *, author: bool, also: PersonLine | None) -> QWidget:
    theme, show = desk.theme, desk.show
    shown = also or (None if author else one)
    words = column(Words(theme, one.label, "strong"), gap=2)
    pills = QWidget()
    flow = FlowLayout(pills, gap=6)
    for pill in _pills(desk, one, shown, author=author):
        flow.addWidget(pill)
    words.addWidget(pills)
    for holder in shown.holders if shown is not None else one.holders:
        basis = HOLDER_BASES[holder.basis] if holder.basis is not None else _("nobody said why")
        text = _("Decided by {name}: {basis}", name=holder.label, basis=basis)
        words.addWidget(Words(theme, show(text), "hint"))
    missing = list(one.missing)
    missing += [text for text in (also.missing if also is not None else ()) if text not in missing]
    for text in missing or [_("Nothing is missing.")]:
        words.addWidget(Words(theme, show(text), "hint", colour="warn" if missing else "ok"))
    avatar = Avatar(theme, one.label)
    about = IconButton(theme, "info", show(_("More about {name}", name=one.label)), size=16)
    lines = row(avatar, panel(words), about.on(lambda: _open(desk, about, one.party)), gap=10)
    lines.setAlignment(about, Qt.AlignmentFlag.AlignTop)
    lines.setAlignment(avatar, Qt.AlignmentFlag.AlignTop)
    lines.setStretch(1, 1)
    return panel(lines)


def _open(desk: Desk, beside: QWidget, party: str) -> None:
    from ugc_studio.desktop.pages.consent.persons_dialog import open_persons

    open_persons(desk, beside.window(), party=party)


def _pills(desk: Desk, one: PersonLine, shown: PersonLine | None, *, author: bool) -> Iterator[QWidget]:
    theme, show = desk.theme, desk.show
    if author:
        yield Pill(theme, sentence(show(_("author"))), icon="camera")
    if shown is not None and shown.role is not None:
        yield Pill(theme, sentence(show(ROLES[shown.role])), icon="person")
    if one.adult == "no" or one.turns_18 is not None:
        yield Pill(theme, sentence(show(_age(one))), icon="child", ink="warn", ground="warn_bg")
    elif one.adult == "unknown":
        yield Pill(theme, sentence(show(_("age not known"))), icon="question", ink="warn", ground="warn_bg")
    if one.influencer:
        yield Pill(theme, sentence(show(_("influencer"))), icon="euro")


def _age(one: PersonLine) -> Text:
    if one.turns_18 is None:
        return _("minor")
    month = f"{one.turns_18.month:02d}/{one.turns_18.year}"
    return _("turns 18 in {month}", month=month)

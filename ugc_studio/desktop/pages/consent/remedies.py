"""What the buttons beside the checks do: a human answer is recorded, or the right place is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.consent.checks import Remedy, last_day
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.domain.consent import AuthorState, EventType, PeopleAnswer
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _, ngettext

__all__ = ["Remedy", "carry_out"]


def carry_out(desk: Desk, window: QWidget, opened: Opened, remedy: Remedy) -> None:
    """Do what the button said."""
    if remedy is Remedy.COMPARE:
        desk.go("duplicates")
    elif remedy is Remedy.DETAILS:
        desk.go("library", {"query": "", "current": int(opened.asset_id), "selected": [int(opened.asset_id)]})
    elif remedy is Remedy.RENEW:
        from ugc_studio.desktop.pages.consent.request_dialog import open_request

        open_request(desk, window, (opened.asset_id,))
    elif remedy is Remedy.LET_END:
        _let_end(desk, opened)
    else:
        desk.act(
            _recording(opened, remedy), kinds=Changed.CONSENT, ids=(int(opened.asset_id),),
            toast=Toast(_("Recorded under your name."), icon="ok", tone="ok"),
        )  # fmt: skip


def _let_end(desk: Desk, opened: Opened) -> None:
    """Put everything that is online of it on the takedown list, due on the last day of the right."""
    asset, last = int(opened.asset_id), last_day(opened)
    if last is None:
        return

    def told(n: int) -> Toast:
        text = ngettext(
            "{n} publication comes down by {day}", "{n} publications come down by {day}", n, n=n, day=last
        )
        show = lambda: desk.go("consent", {"queue": "takedowns"})  # noqa: E731 - one line, used once
        return Toast(text, icon="trash", button=_("Show them"), do=show)

    desk.act(
        lambda studio: studio.consent.takedowns.let_end([asset], last), kinds=Changed.USES | Changed.CONSENT,
        ids=(asset,), toast=told,
    )  # fmt: skip


def _recording(opened: Opened, remedy: Remedy) -> Callable[[Studio], Sequence[Event]]:
    asset = opened.asset_id
    if remedy is Remedy.CONFIRM_AUTHOR:
        creators = [one.party for one in opened.photo.people.creators]
        facts: dict[str, object] = {"creators": creators, "state": AuthorState.CONFIRMED.value}
        kind = EventType.AUTHOR_STATED
    else:
        answer = PeopleAnswer.NONE if remedy is Remedy.NOBODY else PeopleAnswer.REVIEWED
        facts, kind = {"answer": answer.value}, EventType.PEOPLE_REVIEWED
    return lambda studio: studio.consent.recorder.state(kind, [asset], facts=facts)

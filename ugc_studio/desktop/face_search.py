"""Looks for faces in new photos in the background, one search at a time; a hint for whoever reviews people."""

from __future__ import annotations

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.domain.messages import _
from ugc_studio.services.faces import FaceReport

TITLE = _("Looking for faces")
AGAIN = "look_for_faces_again"
"""Set on the desk when photos came in while a search was under way: it knows nothing of them."""


def look_for_faces(desk: Desk, *, tell: bool = False) -> None:
    """Search the photos that were not searched yet.

    ``tell``: a person asked for it, so it is done whatever they prefer, and said also when there was nothing to do.
    """
    if desk.read_only or not (tell or desk.preferences.find_faces):
        return
    if _is_under_way(desk):
        desk.setProperty(AGAIN, True)
        return

    def start(waiting: int) -> None:
        if waiting and not _is_under_way(desk):
            desk.run(
                TITLE, lambda studio, context: studio.faces.find(context), kinds=Changed.MARKS,
                done=lambda report: _done(desk, report, tell=tell),
            )  # fmt: skip
        elif tell:
            desk.toast(Toast(_("Every photo was searched for faces already."), icon="face"))

    desk.ask(_waiting, start, owner=desk, key="faces")


def _is_under_way(desk: Desk) -> bool:
    return any(task.title == TITLE for task in desk.tasks.running)


def _waiting(studio: Studio) -> int:
    return studio.faces.waiting()


def _done(desk: Desk, report: FaceReport, *, tell: bool) -> None:
    if tell:
        desk.toast(Toast(report.text, icon="face"))
    else:
        desk.say(report.text)
    if desk.property(AGAIN):
        desk.setProperty(AGAIN, False)
        look_for_faces(desk)

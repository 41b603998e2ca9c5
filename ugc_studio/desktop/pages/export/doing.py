"""What the button of a blocking reason does: it leads to where it can be dealt with, or deals with it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Toast
from ugc_studio.desktop.pages.export.looking import Checked
from ugc_studio.domain.messages import ngettext
from ugc_studio.services.exporting.blockers import Action, Blocker

if TYPE_CHECKING:
    from ugc_studio.desktop.pages.export.page import ExportPage

CONSENT = {Action.REVIEW_CONSENT, Action.READ_ANSWER, Action.ASK}


def do_about(page: ExportPage, blocker: Blocker, checked: Checked) -> None:
    """Deal with one blocking reason."""
    desk, first, gallery, n = page.desk, int(blocker.assets[0]), checked.wish.gallery, blocker.count
    if blocker.action in CONSENT:
        desk.go("consent", {"asset": first})
    elif blocker.action is Action.REVIEW_PEOPLE:
        desk.go("library", {"query": "", "current": first, "selected": [first], "details": "people"})
    elif blocker.action is Action.COMPARE:
        desk.go("duplicates", {"asset": first})
    elif blocker.action in (Action.CHANGE_DATE, Action.FIX_CAPTION, Action.CROP):
        desk.go("galleries", {"gallery": gallery, "current": first})
    elif blocker.action is Action.SAY_ADDRESS:
        page.form.focus("media_base")
    elif blocker.action is Action.PUT_BACK:
        desk.act(
            lambda studio: studio.marking.put_back(list(blocker.assets)), kinds=Changed.MEMBERS | Changed.MARKS,
            toast=Toast(ngettext("Put {n} photo back", "Put {n} photos back", n, n=n), undo=True),
        )  # fmt: skip
    else:
        desk.act(
            lambda studio: studio.curation.remove(str(gallery), list(blocker.assets)), kinds=Changed.GALLERIES,
            toast=Toast(ngettext("Took {n} photo out of the gallery", "Took {n} photos out of the gallery", n, n=n),
                        undo=True),
        )  # fmt: skip

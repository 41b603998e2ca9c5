"""What is drawn: each shot has a name and the way there, walked in the window as a person would."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QPushButton

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.papers import Kind, open_papers
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.pages.consent.request_dialog import open_request
from ugc_studio.desktop.pages.library.chip import FilterChip
from ugc_studio.desktop.screenshots import replies
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.domain.forms import FormKind
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.consent.forms.issuing import FormOrder

Way = Callable[[Window, Desk], None]
PUBLISHED, FAMILY = 10, 14
"""Photos of the sample: one that went out and has to come down, one with four people of a family."""
UNANSWERED = 45
"""A photo about which somebody was asked who has not answered."""
ASKED = 12
"""Photos about which several people are asked at once."""
COUPLE = 19
"""Painted faces that the detector finds."""
WAITING = 11
"""Picked photos that stand in the tray of a gallery."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file name, how to get there, and whether it belongs to an empty library."""

    name: str
    way: Way
    then: Way | None = None
    """What is done once everything there has been looked up."""
    empty: bool = False


def _go(page: str, **place: object) -> Way:
    return lambda _window, desk: desk.go(page, place)


def _do(*actions: str) -> Way:
    """Carry out commands."""

    def walk(_window: Window, desk: Desk) -> None:
        for action in actions:
            desk.actions.trigger(action)

    return walk


def _door(name: str) -> Way:
    """Open one of the dialogs of the consent desk."""

    def walk(window: Window, _desk: Desk) -> None:
        page = window.pages["consent"]
        if isinstance(page, ConsentPage):
            getattr(page.doors, name)()

    return walk


def _press(kind: type[QAbstractButton], words: Text) -> Way:
    """Press the button that is called so."""

    def walk(window: Window, desk: Desk) -> None:
        named = desk.translate(words)
        for button in window.pages[window.current].findChildren(kind):
            if button.isVisible() and button.accessibleName().endswith(named):
                button.click()
                return

    return walk


def _toast(_window: Window, desk: Desk) -> None:
    desk.toast(Toast(ngettext("Rejected {n} photo", "Rejected {n} photos", 3, n=3), icon="x", undo=True))


def _picked_for(gallery: int) -> Way:
    """The board of a gallery while some picked photos wait to be placed."""

    def pick(studio: Studio) -> None:
        inside = {item.asset_id for item in studio.curation.show(str(gallery))[1]}
        outside = [AssetId(one) for one in studio.browsing.find("") if one not in inside]
        studio.marking.flag(outside[:WAITING], Flag.PICKED)

    def walk(_window: Window, desk: Desk) -> None:
        desk.act(pick, kinds=Changed.MARKS)
        desk.go("galleries", {"gallery": gallery, "view": "board"})

    return walk


def _ask_several(window: Window, desk: Desk) -> None:
    """Requests to everybody whose photos nobody asked about, under a standard wording."""
    desk.act(lambda studio: studio.notices.adopt("social-site", territories=("FR", "BE")), kinds=Changed.REGISTER)
    _ask_and_adopt(window, desk)


def _ask_and_adopt(window: Window, desk: Desk) -> None:
    """The same with the wordings that the sample has."""
    found = desk.studio.browsing.find("rights:not_requested")[:ASKED]
    open_request(desk, window, [AssetId(one) for one in found])


def _remind(window: Window, _desk: Desk) -> None:
    page = window.pages["consent"]
    if isinstance(page, ConsentPage):
        for button in page.form.waiting.reminders[:1]:
            button.click()


def _answer_access(window: Window, desk: Desk) -> None:
    """The answer to somebody's request for access, with the photos that a person has to decide about."""
    with desk.studio.library.read() as session:
        party = session.parties.all()[0].uuid
    open_papers(desk, window, kind=Kind.ACCESS, person=party)


def _for_programs(kind: Kind) -> Way:
    """A paper that programs read, about the photo of a family and somebody in it."""

    def walk(window: Window, desk: Desk) -> None:
        with desk.studio.library.read() as session:
            party = session.parties.all()[0].uuid
        open_papers(desk, window, kind=kind, photo=AssetId(FAMILY), person=party)

    return walk


def _came_back(window: Window, desk: Desk) -> None:
    """The answer of a reader, before it is taken over."""
    from ugc_studio.desktop.dialogs.handover.returning import open_returned
    from ugc_studio.desktop.screenshots.reviewing import hand_over

    def done(answer: Path) -> None:
        open_returned(desk, window, answer)

    desk.act(hand_over, kinds=Changed.USES, done=done)


def _reviewed(*, opened: bool) -> Way:
    """The list of reviews, one of them answered; or that one opened."""
    from ugc_studio.desktop.dialogs.handover.opened import open_review
    from ugc_studio.desktop.screenshots.reviewing import take_in

    def walk(window: Window, desk: Desk) -> None:
        def done(review: str) -> None:
            desk.go("history", {"tab": "reviews"})
            if opened:
                open_review(desk, window, review)

        desk.act(take_in, kinds=Changed.USES, done=done)

    return walk


def _with_faces(_window: Window, desk: Desk) -> None:
    """Two painted people whom the detector finds."""
    desk.act(lambda studio: studio.faces.find(RecordingContext(), [COUPLE]), kinds=Changed.MARKS)
    desk.go("library", {"layout": "grid", "query": "", "selected": [], "current": COUPLE})


def _signed_paper(_window: Window, desk: Desk) -> None:
    """A family's form comes back: the printed page stands for the signed one."""
    photo = FAMILY

    def attach(studio: Studio) -> str:
        people = studio.forms.suggested(FormKind.FAMILY, [photo])
        notice = studio.consent_desk.formules(photo)[0].notice.uuid
        form = studio.forms.issue(FormOrder(FormKind.FAMILY, [photo], notice, people=people))
        with tempfile.TemporaryDirectory() as folder:
            paper = Path(folder) / "paper.pdf"
            studio.forms.save(form.code, paper)
            return studio.forms.attach(paper, form.code).evidence

    desk.act(attach, kinds=Changed.CONSENT)
    desk.go("consent", {"queue": "cleared", "asset": photo})


def _press_papers(window: Window, _desk: Desk) -> None:
    page = window.pages["consent"]
    if isinstance(page, ConsentPage):
        page.heading.papers.click()


LIBRARY = _go("library", layout="grid", query="", selected=[])

SHOTS: tuple[Shot, ...] = (
    Shot("library", _go("library")),
    Shot("library-toast", LIBRARY, _toast),
    Shot("library-filtered", _go("library", query="rights:cleared")),
    Shot("library-filter-open", LIBRARY, _press(FilterChip, _("Rights"))),
    Shot("library-nothing-found", _go("library", query="submarine rights:cleared")),
    Shot("library-table", _go("library", layout="table", query="")),
    Shot("library-one", LIBRARY, _do("view.one")),
    Shot("library-faces", _with_faces, _do("view.one", "view.faces")),
    Shot("library-provenance", _go("library", layout="grid", query="", selected=[], current=PUBLISHED),
         _do("photos.provenance")),
    Shot("library-compare", _go("library", layout="grid", query="", selected=[10, 16, 17]), _do("view.compare")),
    Shot("library-many-selected", _go("library", layout="grid", query="rights:cleared"), _do("photos.all")),
    Shot("library-published", _go("library", layout="grid", query="", selected=[], current=PUBLISHED)),
    Shot("library-family", _go("library", layout="grid", query="", selected=[], current=FAMILY)),
    Shot("library-add-to-gallery", LIBRARY, _do("photos.add")),
    Shot("library-tags", LIBRARY, _do("photos.tags")),
    Shot("duplicates", _go("duplicates", tab="near")),
    Shot("duplicates-same-scene", _go("duplicates", tab="scene")),
    Shot("duplicates-resolved", _go("duplicates", tab="resolved")),
    Shot("duplicates-zoomed", _go("duplicates", tab="near"), _do("view.zoom")),
    *(
        Shot(f"consent-{queue.replace('_', '-')}", _go("consent", queue=queue))
        for queue in ("to_read", "waiting", "ending", "cleared", "blocked", "legal", "takedowns")
    ),
    Shot("consent-withdraw", _go("consent", queue="cleared", asset=PUBLISHED), _do("consent.withdraw")),
    Shot("consent-freeze", _go("consent", queue="legal"), _do("consent.freeze")),
    Shot("consent-people", _go("consent", queue="legal"), _do("consent.people")),
    Shot("consent-takedowns-done", _go("consent", queue="takedowns"), _press(QPushButton, _("Done"))),
    *(
        Shot(f"consent-{name.replace('_', '-')}", _go("consent", queue=queue, asset=asset), _door(name))
        for name, queue, asset in (
            ("family", "cleared", FAMILY),
            ("new_request", "to_read", None),
            ("ask_again", "to_read", None),
            ("audit", "to_read", None),
            ("refuse", "to_read", None),
            ("erase", "cleared", FAMILY),
            ("papers", "cleared", FAMILY),
        )
    ),
    *(
        Shot(f"papers-{kind.value}", _go("consent", queue="cleared", asset=FAMILY), _for_programs(kind))
        for kind in (Kind.RECEIPT, Kind.POLICY, Kind.LEDGER)
    ),
    Shot("papers-access", _go("consent", queue="cleared", asset=FAMILY), _answer_access),
    Shot("consent-request-several", _go("consent", queue="waiting"), _ask_several),
    Shot("consent-request-adopt", _go("consent", queue="waiting"), _ask_and_adopt),
    Shot("consent-reply", _go("consent", queue="to_read"), replies.taken_in),
    *(Shot(f"consent-says-{kind}", _go("consent", queue="to_read"), replies.answered(kind)) for kind in replies.SAID),
    Shot("consent-unanswered", _go("consent", queue="waiting", asset=UNANSWERED)),
    Shot("consent-reminder", _go("consent", queue="waiting", asset=UNANSWERED), _remind),
    Shot("consent-paper", _signed_paper, _press_papers),
    Shot("consent-paper-attach", _go("consent", queue="to_read"), _do("consent.paper")),
    Shot("consent-paper-print", _go("consent", queue="cleared", asset=FAMILY), _do("consent.form")),
    Shot("galleries-list", _go("galleries", gallery=None)),
    Shot("galleries", _picked_for(1)),
    Shot("galleries-feed", _go("galleries", gallery=1, view="feed", shape="3:4")),
    Shot("galleries-feed-square", _go("galleries", gallery=1, view="feed", shape="1:1")),
    Shot("galleries-calendar", _go("galleries", gallery=1, view="calendar")),
    Shot("export", _go("export", gallery=1)),
    Shot("settings", _go("settings")),
    *(
        Shot(f"settings-{part}", _go("settings", part=part))
        for part in ("library", "watched", "brands", "register", "notices", "presets", "shortcuts", "privacy", "about")
    ),
    *(Shot(f"history-{tab}", _go("history", tab=tab)) for tab in ("changes", "imports", "exports")),
    Shot("review-none", _go("history", tab="reviews")),
    Shot("review-form", _go("galleries", gallery=1, view="board"), _do("photos.hand_over")),
    Shot("review-form-photos", _go("library", layout="grid", query="", selected=[1, 2, 3, 14]),
         _do("photos.hand_over")),
    Shot("review-came-back", LIBRARY, _came_back),
    Shot("review-list", LIBRARY, _reviewed(opened=False)),
    Shot("review-opened", LIBRARY, _reviewed(opened=True)),
    *(
        Shot(name, LIBRARY, _do(action))
        for name, action in (
            ("shortcuts", "app.sheet"),
            ("palette", "app.palette"),
            ("import", "app.import"),
            ("new-gallery", "galleries.new"),
            ("empty-trash", "app.empty_trash"),
            ("papers", "consent.papers"),
            ("purge", "consent.purge"),
            ("doctor", "app.doctor"),
            ("about", "app.about"),
            ("first-steps", "library.first_steps"),
        )
    ),
    Shot("welcome", _go("welcome"), empty=True),
    *(
        Shot(f"empty-{page}", _go(page), empty=True)
        for page in ("library", "duplicates", "consent", "galleries", "export", "history")
    ),
)

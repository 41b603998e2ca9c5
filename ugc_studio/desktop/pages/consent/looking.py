"""Small reads and rules of the desk: counts, where to go on, and the menu of acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.acts import Act
from ugc_studio.desktop.pages.consent.tabs import Tab
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import ConsentState, Role
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.desk.queues import Queue

TABS = {
    ConsentState.WAITING: Tab.WAITING,
    ConsentState.CLEARED: Tab.CLEARED,
    ConsentState.BLOCKED: Tab.BLOCKED,
    ConsentState.ENDED: Tab.ENDING,
}


def counts(studio: Studio, brand: str | None) -> dict[Tab, int]:
    """How many wait behind each tab."""
    found = {Tab(queue.value): n for queue, n in studio.consent_desk.counts(brand).items()}
    with studio.library.read() as session:
        found[Tab.TAKEDOWNS] = len(session.uses.takedowns(state="open"))
    found[Tab.LEGAL] = len(studio.review.matters(brand))
    return found


def drafted(studio: Studio) -> int:
    """How many requests are written and not sent."""
    with studio.library.read() as session:
        return session.request_drafts.count()


def tab_of(studio: Studio, asset: AssetId, brand: str | None, otherwise: Tab) -> Tab:
    """Behind which tab a photo waits."""
    if asset in studio.consent_desk.ids(Queue.TO_READ, brand=brand):
        return Tab.TO_READ
    rows = studio.browsing.rows([asset], brand=brand)
    return TABS.get(rows[0].consent, otherwise) if rows else otherwise


def survivor(old: Sequence[AssetId], new: Sequence[AssetId], current: AssetId | None) -> AssetId | None:
    """Where to go on after the list changed: the same photo, else the nearest following one of the old order."""
    left = set(new)
    if current is None or current not in old:
        return current if current in left else None
    place = old.index(current)
    return next((one for one in (*old[place:], *reversed(old[:place])) if one in left), None)


def sorted_for(role: Role, acts: Sequence[Act | None]) -> Sequence[Act | None]:
    """Legal finds its own acts first."""
    if role is not Role.LEGAL:
        return acts
    own = [act for act in acts if act is not None and act.legal]
    return [*own, None, *(act for act in acts if act is None or not act.legal)]


def fill_menu(menu: QMenu, desk: Desk, acts: Sequence[Act | None], do: Callable[[Act], None]) -> None:
    """One entry for each act; those that this role may not record say why."""
    role = desk.studio.actor.role
    for act in sorted_for(role, acts):
        if act is None:
            menu.addSeparator()
            continue
        entry = menu.addAction(desk.theme.icon(act.icon), desk.show(_("{act}…", act=act.words)))
        entry.triggered.connect(lambda _checked=False, act=act: do(act))
        refused = act.legal and role is not Role.LEGAL
        scheduler = role is Role.SCHEDULER and act.name != "freeze"
        entry.setEnabled(not refused and not scheduler and not desk.read_only)
        if refused:
            entry.setText(desk.show(_("{act} (legal only)", act=act.words)))
            entry.setToolTip(desk.show(_("Only the legal role may record this. Yours can be changed in Settings.")))
        elif scheduler:
            entry.setToolTip(desk.show(_("The scheduler role records no answers.")))

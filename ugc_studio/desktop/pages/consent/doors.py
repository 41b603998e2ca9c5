"""The windows that the desk opens about the photo on it; each does nothing while no photo is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent import looking
from ugc_studio.desktop.pages.consent.act_dialog import ActDialog
from ugc_studio.desktop.pages.consent.acts import ACTS, REFUSE, Act
from ugc_studio.desktop.pages.consent.paper.waiting import WaitingPaper, show_waiting, waiting_papers
from ugc_studio.desktop.pages.consent.proof_dialog import open_proof
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import _
from ugc_studio.domain.replies import Label


class Doors:
    """Opens dialogs over the window; ``opened`` says which photo is on the desk."""

    def __init__(self, desk: Desk, page: QWidget, opened: Callable[[], Opened | None]) -> None:
        self._desk, self._page, self._opened = desk, page, opened

    def enter(self, place: Mapping[str, Any]) -> None:
        """Open the window that a link to the desk asks for."""
        if place.get("drafts"):
            self.drafts(str(place["party"]) if place.get("party") else None)
        if place.get("papers"):
            self._desk.ask(waiting_papers, self._show_papers, owner=self._page, key="papers_wanted")

    def _show_papers(self, papers: Sequence[WaitingPaper]) -> None:
        show_waiting(self._desk, self._page.window(), papers)

    def act(self, act: Act) -> None:
        """The form of one act."""
        opened = self._opened()
        if opened is not None:
            ActDialog(self._desk, self._page.window(), act, opened, _nothing_more).appear()

    def refuse(self) -> None:
        """The form of a refusal."""
        self.act(REFUSE)

    def more(self, button: QWidget) -> None:
        """The menu of everything else, above the button."""
        if self._opened() is None:
            return
        desk = self._desk
        menu = QMenu(self._page)
        menu.setToolTipsVisible(True)
        form = menu.addAction(desk.theme.icon("undo"), desk.show(_("They do not want it any more…")), self.take_back)
        form.setEnabled(not desk.read_only)
        menu.addSeparator()
        looking.fill_menu(menu, desk, ACTS, self.act)
        menu.addSeparator()
        menu.addAction(desk.theme.icon("family"), desk.show(_("Family release…")), self.family)
        printing = menu.addAction(desk.theme.icon("form"), desk.show(_("Print a release form…")), self.print_form)
        printing.setEnabled(not desk.read_only)
        words = desk.show(_("Where this photo comes from…"))
        menu.addAction(desk.theme.icon("provenance"), words, self.provenance)
        menu.addAction(desk.theme.icon("file"), desk.show(_("Papers…")), self.papers)
        menu.addAction(desk.theme.icon("law"), desk.show(_("Hand over for review…")), self.hand_over)
        menu.addAction(desk.theme.icon("trash"), desk.show(_("Erase…")), self.erase)
        menu.aboutToHide.connect(menu.deleteLater)
        size = menu.sizeHint()
        menu.popup(button.mapToGlobal(QPoint(button.width() - size.width(), -size.height())))

    def take_back(self) -> None:
        """The one form for a withdrawal or an objection."""
        from ugc_studio.desktop.pages.consent.withdraw_dialog import open_withdrawal

        opened = self._opened()
        if opened is not None:
            open_withdrawal(self._desk, self._page.window(), ids=(opened.asset_id,))

    def take_back_reply(self) -> None:
        """The same form, filled with the message that takes something back."""
        from ugc_studio.desktop.pages.consent.withdraw_dialog import open_withdrawal

        opened = self._opened()
        if opened is None or opened.reply is None:
            return
        reply = opened.reply
        takes = [one.asset_id for one in opened.siblings if one.label is Label.WITHDRAW]
        open_withdrawal(
            self._desk, self._page.window(), ids=(opened.asset_id, *takes), party=reply.event.by, files=reply.files,
            message=reply.message.text,
        )  # fmt: skip

    def add_reply(self) -> None:
        """A reply that came in, perhaps about the photo on the desk."""
        from ugc_studio.desktop.pages.consent.reply_dialog import open_reply

        opened = self._opened()
        open_reply(self._desk, self._page.window(), opened.asset_id if opened is not None else None)

    def family(self) -> None:
        """One signed paper for a household."""
        from ugc_studio.desktop.pages.consent.family_dialog import open_family

        opened = self._opened()
        if opened is not None:
            open_family(self._desk, self._page.window(), opened)

    def provenance(self) -> None:
        """Sources, claims of the file, copies, uses and decisions on one card."""
        from ugc_studio.desktop.pages.library.details.provenance import open_provenance

        opened = self._opened()
        if opened is not None:
            open_provenance(self._desk, self._page.window(), int(opened.asset_id))

    def papers(self) -> None:
        """The dossier of this photo, and every other paper."""
        from ugc_studio.desktop.dialogs.papers import open_papers

        opened = self._opened()
        if opened is not None:
            open_papers(self._desk, self._page.window(), photo=opened.asset_id)

    def hand_over(self) -> None:
        """A file about this photo for a reader without the program."""
        from ugc_studio.desktop.dialogs.handover.making import open_dialog

        opened = self._opened()
        if opened is not None:
            open_dialog(self._desk, self._page.window(), ids=(opened.asset_id,))

    def print_form(self) -> None:
        """A release form for this photo."""
        from ugc_studio.desktop.pages.consent.paper.print_dialog import open_printing

        opened = self._opened()
        open_printing(self._desk, self._page.window(), (opened.asset_id,) if opened is not None else ())

    def erase(self) -> None:
        """What would go, then gone."""
        from ugc_studio.desktop.pages.consent.erase_dialog import open_erasure

        opened = self._opened()
        if opened is not None:
            open_erasure(self._desk, self._page.window(), opened)

    def approve(self) -> None:
        """What legal approves, with its reason."""
        from ugc_studio.desktop.pages.consent.approve_dialog import open_approval

        opened = self._opened()
        if opened is not None:
            open_approval(self._desk, self._page.window(), opened, _nothing_more)

    def ask_again(self) -> None:
        """A request for this photo."""
        opened = self._opened()
        if opened is not None:
            self._request((opened.asset_id,))

    def new_request(self) -> None:
        """A request to somebody still to be chosen."""
        self._request(())

    def drafts(self, party: str | None = None) -> None:
        """What is drafted and not sent."""
        from ugc_studio.desktop.pages.consent.request_dialog import open_drafts

        open_drafts(self._desk, self._page.window(), party=party)

    def audit(self) -> None:
        """Everything that was recorded."""
        from ugc_studio.desktop.pages.consent.audit_dialog import open_audit

        opened = self._opened()
        if opened is not None:
            open_audit(self._desk, self._page.window(), int(opened.asset_id), opened.row.name)

    def closer(self) -> None:
        """The photo, large."""
        from ugc_studio.desktop.pages.consent.closer_dialog import open_closer

        opened = self._opened()
        if opened is not None:
            open_closer(self._desk, self._page.window(), opened.row)

    def proof(self) -> None:
        """The newest proof of the conversation that can still be seen."""
        opened = self._opened()
        for message in reversed(opened.photo.conversation if opened is not None else ()):
            for proof in message.proofs:
                if proof.state != "erased":
                    open_proof(self._desk, self._page.window(), message, proof)
                    return
        self._desk.say(_("There is no proof to show."))

    def _request(self, ids: tuple[AssetId, ...]) -> None:
        from ugc_studio.desktop.pages.consent.request_dialog import open_request

        open_request(self._desk, self._page.window(), ids)


def _nothing_more() -> None:
    """What follows a dialog here: the page hears of the change by itself."""

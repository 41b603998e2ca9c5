"""Usage rights: the answer for the standard use, what it stands on, what is missing, and questions about other uses."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details.blocks import Block, verdict_parts
from ugc_studio.desktop.pages.library.details.proofs import open_dialog
from ugc_studio.desktop.pages.library.details.reading import Sheet, country_names, medium_words
from ugc_studio.desktop.pages.library.details.section import SheetSection
from ugc_studio.desktop.pages.library.details.table import breakable, facts_card
from ugc_studio.desktop.pages.library.details.use_form import UseForm
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.widgets.basic import Button, Label, action_button, column, plain_tip, row
from ugc_studio.desktop.widgets.pieces import Pill, consent_pill
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import WORLDWIDE, EventType, EvidenceKind
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.reading import EventLine

PROOF_WORDS = {
    EvidenceKind.HASHTAG: _("Hashtag"),
    EvidenceKind.COMMENT: _("Comment"),
    EvidenceKind.DIRECT_MESSAGE: _("Direct message"),
    EvidenceKind.EMAIL: _("E-mail"),
    EvidenceKind.FORM: _("Form"),
    EvidenceKind.SIGNATURE: _("Signature"),
}


class Rights(SheetSection):
    """May this photo be used, why, and what would clear it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.show(_("Usage rights")), large=True)
        self._desk = desk
        self._asset_id = 0
        self.pill: Pill = consent_pill(desk.theme, desk.translate, next(iter(LOOKS)))
        self.add_beside(self.pill)
        self._answer = Block()
        self.form = UseForm(desk)
        self.form.hide()
        self._other = Button(desk.theme, desk.show(_("Ask about another use…")), "link").on(self._toggle_form)
        request = action_button(
            desk.theme, desk.actions.action("photos.request"), text=desk.show(_("Request rights")), icon="send"
        )
        open_desk = Button(desk.theme, desk.show(_("Open in Consent")), "link").on(self._open_consent)
        back = Button(desk.theme, desk.show(_("They take it back…")), "link").on(self._take_back)
        back.setToolTip(desk.actions.action("consent.withdraw").toolTip())
        links = column(row(open_desk, None), row(back, None), row(self._other, None), gap=0)
        self.add(self._answer, row(request, None), links, self.form)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the rights of another photo."""
        other = sheet.asset_id != self._asset_id
        self._asset_id = sheet.asset_id
        look, show = LOOKS[sheet.opened.verdict.state], self._desk.show
        self.pill.set_look(show(look.words), icon=look.icon, ink=look.ink, ground=look.ground)
        self.pill.setToolTip(plain_tip(show(_about_use(sheet))))
        self.pill.setAccessibleDescription(show(_about_use(sheet)))
        self._answer.fill(self._parts(sheet))
        if other:
            self.form.hide()
        self.form.show_photo(sheet.asset_id)

    def open_proofs(self) -> None:
        """Show every proof of the photo."""
        if self._asset_id:
            open_dialog(self._desk, self.window(), self._asset_id)

    def _toggle_form(self) -> None:
        self.form.setVisible(self.form.isHidden())
        if self.form.isVisible():
            self.form.enter()

    def _take_back(self) -> None:
        from ugc_studio.desktop.pages.consent.withdraw_dialog import open_withdrawal

        if self._asset_id:
            open_withdrawal(self._desk, self.window(), ids=(AssetId(self._asset_id),))

    def _open_consent(self) -> None:
        self._desk.go("consent", {"asset": self._asset_id})

    # ------------------------------------------------------------------ the answer

    def _parts(self, sheet: Sheet) -> list[QWidget]:
        theme, show = self._desk.theme, self._desk.show
        parts: list[QWidget] = []
        proof = self._proof_link(sheet)
        if sheet.granted is not None or proof is not None:
            parts.append(self._card(sheet, proof))
        if sheet.use is None:
            words = _("There is no brand yet. Add one in Settings to see what may be used.")
            parts.append(breakable(Label(theme, show(words), "quiet", wrap=True)))
        parts += verdict_parts(self._desk, sheet.opened.verdict)
        return parts

    def _card(self, sheet: Sheet, proof: Button | None) -> QFrame:
        show, language = self._desk.show, self._desk.language
        frame, table = facts_card(self._desk.theme)
        granted = sheet.granted
        if granted is not None:
            covers = show(_("{media}", media=medium_words(granted.media)))
            table.add(show(_("Covers")), covers[:1].upper() + covers[1:])
            countries: Text = _("{countries}", countries=country_names(granted.territories, language))
            if WORLDWIDE in granted.territories:
                countries = _("Worldwide")
            table.add(show(_("Territory")), show(countries))
            until = _("{day}", day=granted.end) if granted.end is not None else _("Without an end")
            table.add(show(_("Until")), show(until))
            table.add(show(_("Credit")), " · ".join(granted.credit_lines) or sheet.row.creator or "—")
        if proof is not None:
            table.add(show(_("Proof")), proof)
        return frame

    def _proof_link(self, sheet: Sheet) -> Button | None:
        """The way from a photo to its proof: one press."""
        words = proof_words(sheet.opened.file.events)
        if words is None:
            return None
        link = Button(self._desk.theme, self._desk.show(words), "link").on(self.open_proofs)
        name = self._desk.show(_("Show the proof: {what}", what=words))
        link.setAccessibleName(name)
        link.setToolTip(self._desk.actions.action("consent.proof").toolTip())
        return link


def _about_use(sheet: Sheet) -> Text:
    if sheet.use is None or sheet.brand is None:
        return _("No use to ask about: there is no brand yet")
    return _("Standard use of {brand}: {use}", brand=sheet.brand, use=sheet.use)


def proof_words(events: tuple[EventLine, ...]) -> Text | None:
    """What proves the latest answer, in a word or two; nothing when nothing is kept."""
    told = [line for line in events if line.proofs and line.event.type is not EventType.CONTRACT]
    given = [line for line in told if line.event.type is EventType.GIVEN] or told
    if not given:
        return None
    latest = given[-1]
    files = sum(proof.kind == "file" for proof in latest.proofs)
    form = PROOF_WORDS.get(EvidenceKind(latest.event.evidence)) if latest.event.evidence in set(EvidenceKind) else None
    if form is None:
        form = _("Message") if len(latest.proofs) > files else _("File")
        return form if not files or len(latest.proofs) == files else _("{form} + file", form=form)
    return _("{form} + file", form=form) if files else form

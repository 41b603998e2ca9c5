"""The card of where a photo comes from: sources, claims of its file, copies, uses, and who decided what."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.library.details.blocks import bullet
from ugc_studio.desktop.pages.library.details.history import ICONS
from ugc_studio.desktop.pages.library.details.reading import moment_of
from ugc_studio.desktop.pages.library.details.table import FactTable, breakable
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.viewer.thumb import Thumb
from ugc_studio.desktop.widgets.basic import Button, Label, card, column, panel, plain_tip, row
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.services.consent.provenance import Likeness, Provenance, Source
from ugc_studio.services.consent.publications import Publication
from ugc_studio.services.words import exporter_names, network_name

WIDTH = 760
MOST_DECISIONS = 8
CLAIM_WORDS = {
    "creator": _("Named author"),
    "credit": _("Credit line"),
    "copyright": _("Copyright"),
    "usage_terms": _("Terms of use"),
    "title": _("Title"),
    "caption": _("Caption"),
    "camera": _("Camera"),
    "lens": _("Lens"),
    "software": _("Software"),
    "place": _("Place"),
    "country": _("Country"),
}


class ProvenanceDialog(Dialog):
    """Shows the card of one photo once it is read; reading looks into the original, in a process of its own."""

    def __init__(self, desk: Desk, window: QWidget, asset_id: int) -> None:
        super().__init__(
            desk, window, _("Origin of this photo"), width=WIDTH, height=360, only_shows=True,
            sentence=_("What a file says about itself is a statement of whoever sent it, never proof."),
        )  # fmt: skip
        if isinstance(window, Dialog):  # over a form, which would keep everything else from being pressed
            self._window = window.parentWidget() or window
        self._asset_id = asset_id
        self._copied: list[str] = []
        self.card: Provenance | None = None
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 14, 0)
        self._lines.setSpacing(10)
        self._waiting = Label(self.theme, desk.show(_("Reading the file…")), "quiet", wrap=True)
        self._lines.addWidget(self._waiting)
        self.copy = Button(self.theme, desk.show(_("Copy as text")), icon="copy").on(self._copy)
        self.copy.setEnabled(False)
        self.audit = Button(self.theme, desk.show(_("Audit log")), icon="history").on(self._open_audit)
        self.audit.setEnabled(False)
        close = Button(self.theme, desk.show(_("Close")), "primary").on(self.accept)
        self.fill(self._lines, (self.copy, self.audit, None, close))
        brand = desk.brand

        def read(studio: Studio) -> tuple[Provenance, AssetRow | None]:
            rows = studio.browsing.rows([asset_id], brand=brand)
            return studio.provenance.card(asset_id, brand=brand), rows[0] if rows else None

        desk.ask(read, lambda found: self._show(*found), owner=self, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self.reject()
        self.desk.tell(error)

    def _show(self, found: Provenance, photo: AssetRow | None) -> None:
        self.card = found
        self._lines.removeWidget(self._waiting)
        self._waiting.deleteLater()
        self._lines.addWidget(self._head(found, photo))
        self._part(_("Found at"), [self._source(one) for one in found.sources], _("Nothing is known of its source."))
        self._part(_("What the file says"), list(self._claims(found)), _("The file says nothing about itself."))
        self._part(
            _("Photos that look alike"), [self._likeness(one) for one in found.likenesses], _("None is known.")
        )
        self._part(
            _("Used"), [self._use(one) for one in reversed(found.publications)], _("It was never handed over.")
        )
        self._part(_("Who decided what"), list(self._decisions(found)), _("Nobody has decided anything yet."))
        self._lines.addStretch(1)
        self.copy.setEnabled(True)
        self.audit.setEnabled(True)
        self.settle()

    # ------------------------------------------------------------------ parts

    def _part(self, title: Text, content: list[QWidget], nothing: Text) -> None:
        show = self.desk.show
        self._lines.addWidget(Label(self.theme, show(title), "section", wrap=True))
        self._copied.append(f"\n{show(title)}")
        box = card(quiet=True)
        inside = column(*content, gap=8, margins=(14, 10, 14, 10))
        if not content:
            inside.addWidget(Label(self.theme, show(nothing), "quiet", wrap=True))
            self._copied.append(show(nothing))
        box.setLayout(inside)
        self._lines.addWidget(box)
        self._keep(content)

    def _keep(self, content: list[QWidget]) -> None:
        """Remember the words for copying."""
        for part in content:
            self._copied += [label.text() for label in part.findChildren(Label) if label.text()]

    def _head(self, found: Provenance, photo: AssetRow | None) -> QWidget:
        show = self.desk.show
        facts = FactTable(self.theme)
        facts.add(show(_("File")), found.name or f"#{found.asset.id}")
        if found.first_seen is not None:
            facts.add(show(_("First seen")), show(_("{when}", when=moment_of(found.first_seen))))
        if found.taken_at is not None:
            words = _("{when}, as the file says", when=found.taken_at.replace("T", " "))
            facts.add(show(_("Taken")), show(words))
        if found.faces is not None:
            facts.add(show(_("Faces")), show(found.faces.text))
        sha = str(found.asset.sha256)
        facts.add(show(_("SHA-256")), " ".join(sha[at : at + 16] for at in range(0, len(sha), 16)))
        layout = row(panel(facts), gap=16)
        if photo is not None:
            thumb = Thumb(self.desk, width=150, height=112, radius=8)
            thumb.show_row(photo, name=show(_("Look at {name}", name=photo.name)))
            thumb.clicked.connect(self._go)
            layout.insertWidget(0, thumb)
        layout.setStretch(layout.count() - 1, 1)
        made = panel(layout)
        self._keep([made])
        return made

    def _source(self, one: Source) -> QWidget:
        show = self.desk.show
        lines = column(breakable(Label(self.theme, one.path, "strong", wrap=True)), gap=2)
        came = _("Import {number}, {when}", number=str(one.batch), when=moment_of(one.imported_at))
        about: list[Text] = [came]
        if one.received_from:
            about.append(_("Received from {name}", name=one.received_from))
        if one.author or one.posted_at:
            day = moment_of(one.posted_at).date() if one.posted_at else None
            about.append(
                _("Posted by {name} on {day}", name=one.author or "?", day=day) if day is not None
                else _("Posted by {name}", name=one.author or "?")
            )  # fmt: skip
        for text in about:
            lines.addWidget(breakable(Label(self.theme, show(text), "hint", wrap=True)))
        if one.post:
            lines.addLayout(self._post(one.post))
        return panel(lines)

    def _post(self, address: str) -> QLayout:
        link = Button(self.theme, self.desk.show(_("Open the post in the browser")), "link", icon="open")
        link.setToolTip(plain_tip(address))

        def go() -> None:
            if not self.desk.prompts.open_address(address):
                self.desk.toast(_("This address cannot be opened."))

        return row(link.on(go), None)

    def _claims(self, found: Provenance) -> Iterator[QWidget]:
        show, told = self.desk.show, found.credentials
        if found.claims:
            table = FactTable(self.theme)
            for name, value in found.claims.items():
                table.add(show(CLAIM_WORDS.get(name, _("Other"))), value)
            yield panel(table)
        if told is not None and told.by_machine:
            words = _("It says that a machine (AI or another program) made the picture or a part of it.")
            yield bullet(self.theme, "warning", "warn", show(words), "body")
        icon = "info" if told is not None or found.unread is not None else "minus"
        yield bullet(self.theme, icon, "info" if told is not None else "text3", show(found.credentials_text), "body")
        if told is None:
            return
        table = FactTable(self.theme)
        for label, value in (
            (_("Made with"), told.generator),
            (_("Title"), told.title),
            (_("Named author"), ", ".join(told.authors)),
            (_("Done"), "; ".join(show(action.text) for action in told.actions)),
            (_("Made from"), ", ".join(told.ingredients)),
            (_("Certificate of"), told.issuer),
            (_("Kept at"), told.elsewhere),
        ):
            if value:
                table.add(show(label), value)
        if table.count():
            yield panel(table)

    def _likeness(self, one: Likeness) -> QWidget:
        look, show = LOOKS[one.consent], self.desk.show
        rights = _("erased") if one.gone else look.words
        words = column(
            breakable(Label(self.theme, one.name or f"#{one.id}", "strong", wrap=True)),
            breakable(Label(self.theme, show(_("{what} · rights: {rights}", what=one.text, rights=rights)), "hint",
                            wrap=True)),
            gap=1,
        )  # fmt: skip
        return panel(words)

    def _use(self, one: Publication) -> QWidget:
        show = self.desk.show
        where = one.account or network_name(one.planned.channel)
        exporter = exporter_names().get(one.recorded.exporter, one.recorded.exporter)
        day = moment_of(one.recorded.recorded_at).date()
        said: Text = _("{where}, through {exporter}: handed over on {day}", where=where, exporter=exporter, day=day)
        if one.gone:
            return bullet(self.theme, "check", "ok", show(_("{what}, taken down since", what=said)), "body")
        if one.due is not None:
            words = _("{what}, has to come down by {due}", what=said, due=one.due)
            return bullet(self.theme, "warning", "danger", show(words), "body")
        return bullet(self.theme, "globe", "text2", show(said), "body")

    def _decisions(self, found: Provenance) -> Iterator[QWidget]:
        show = self.desk.show
        for line in found.decisions[:MOST_DECISIONS]:
            who = _("{actor}, {when}", actor=line.actor, when=line.event.at.astimezone())
            about = [who, _("Reason: {reason}", reason=line.reason)] if line.reason else [who]
            labels = (breakable(Label(self.theme, show(text), "hint", wrap=True)) for text in about)
            sentence = bullet(self.theme, ICONS.get(line.event.type, "note"), "text3", show(line.text), "body")
            under = panel(column(*labels, gap=1, margins=(self.theme.px(24), 0, 0, 0)))
            yield panel(column(sentence, under, gap=1))
        more = len(found.decisions) - MOST_DECISIONS
        if more > 0:
            text = ngettext("{n} more is in the audit log.", "{n} more are in the audit log.", more, n=more)
            yield Label(self.theme, show(text), "quiet", wrap=True)

    # ------------------------------------------------------------------ buttons

    def _copy(self) -> None:
        self.desk.prompts.copy("\n".join(self._copied).strip())
        self.desk.toast(_("Copied"))

    def _open_audit(self) -> None:
        from ugc_studio.desktop.pages.consent.audit_dialog import open_audit

        if self.card is not None:
            open_audit(self.desk, self, self._asset_id, self.card.name)

    def _go(self) -> None:
        self.accept()
        self.desk.go("library", {"layout": "one", "current": self._asset_id})


def open_provenance(desk: Desk, window: QWidget, asset_id: int) -> ProvenanceDialog:
    """Show where a photo comes from."""
    dialog = ProvenanceDialog(desk, window, asset_id)
    dialog.appear()
    return dialog

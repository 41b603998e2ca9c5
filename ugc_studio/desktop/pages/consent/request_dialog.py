"""A request to one person: copy the message, open the post, and record that it was sent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.asking import Asking, asking, people_for, record_request
from ugc_studio.desktop.pages.consent.formule_box import FormuleBox
from ugc_studio.desktop.pages.consent.photo_list import PhotoList
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, column
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import CheckBox, Select
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.services.consent.desk.formules import Formule


class RequestDialog(Dialog):
    """Nothing is sent from here: people are asked where they are, and it is recorded that they were."""

    def __init__(self, desk: Desk, window: QWidget, ids: Sequence[AssetId]) -> None:
        sentence = _("Copy the message, send it where you found the photo, then record here that it was sent.")
        super().__init__(desk, window, _("New request"), width=640, sentence=sentence)
        self._ids = tuple(ids)
        self.asking: Asking | None = None
        show, theme = desk.show, desk.theme
        self.who = Select(theme, show(_("Whom to ask")))
        self.photos = PhotoList(desk)
        self.formule = FormuleBox(desk, caption=_("What to ask for"), chips=False)
        self.language = Select(theme, show(_("Language of the message")))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(show(_("The message")))
        self.text.setFixedHeight(theme.px(110))
        self.told = Words(theme, "", "hint")
        self.again = CheckBox(theme, show(_("Ask all the same")))
        self.again.hide()
        self.copy = Button(theme, show(_("Copy the message")), icon="copy").on(self._copy)
        self.post = Button(theme, show(_("Open the post")), icon="open").on(self._open_post)
        self.sent = Button(theme, show(_("I have sent it")), "primary", icon="send").on(self._record)
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(self.copy)
        flow.addWidget(self.post)
        content = column(
            Label(theme, show(_("Whom to ask")), "caps"), self.who, Label(theme, show(_("For which photos")), "caps"),
            self.photos, self.formule, Label(theme, show(_("The message")), "caps"), self.language, self.text, tools,
            self.told, self.again, gap=8,
        )  # fmt: skip
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        self.fill(content, (None, cancel, self.sent))
        self._wire()
        self.who.setFocus()
        self.sent.setDefault(True)
        self._check()

    def _wire(self) -> None:
        desk, ids, brand = self.desk, self._ids, self.desk.brand
        self.who.picked.connect(lambda _value: self._read())
        self.photos.changed.connect(self._check)
        self.formule.changed.connect(self._show_languages)
        self.language.picked.connect(lambda _value: self._show_text())
        self.again.toggled.connect(lambda _on: self._check())
        desk.ask(lambda studio: people_for(studio, ids), self._show_people, owner=self)
        desk.ask(lambda studio: studio.consent_desk.formules(brand=brand), self._show_formules, owner=self)

    # ------------------------------------------------------------------ showing

    def _show_people(self, people: Sequence[tuple[str, str]]) -> None:
        choices = [*([] if self._ids else [(None, self.desk.show(_("Choose somebody…")))]), *people]
        self.who.set_choices(choices)
        self._read()

    def _show_formules(self, formules: Sequence[Formule]) -> None:
        self.formule.show_formules(formules, formules[0].notice.uuid if len(formules) == 1 else None)
        self._show_languages()

    def _read(self) -> None:
        who, ids, brand = self.who.value(), self._ids, self.desk.brand
        self.asking = None
        self.photos.show_photos(())
        self._check()
        if who is not None:
            self.desk.ask(
                lambda studio: asking(studio, str(who), ids, brand), self._show_asking, owner=self, key="asking"
            )

    def _show_asking(self, found: Asking) -> None:
        self.asking = found
        self.photos.show_photos([one.photo for one in found.photos])
        self._check()
        self.settle()

    def _show_languages(self) -> None:
        texts = self.formule.formule.notice.texts if self.formule.formule is not None else {}
        self.language.set_choices([(code, code.upper()) for code in texts])
        self.language.set_value(self.desk.language)
        self.language.setVisible(len(texts) > 1)
        self._show_text()

    def _show_text(self) -> None:
        formule = self.formule.formule
        self.text.setPlainText(formule.notice.texts.get(str(self.language.value()), "") if formule is not None else "")
        self._check()
        self.settle()

    def _check(self) -> None:
        found, formule = self.asking, self.formule.formule
        self.post.setEnabled(bool(self._addresses()))
        self.copy.setEnabled(bool(self.text.toPlainText()))
        wrong = None
        if found is None:
            wrong = _("Choose whom to ask.")
        elif found.no_contact:
            wrong = _("{name} asked not to be contacted again.", name=found.label)
        elif not found.photos:
            wrong = _("{name} can give nothing for a photo that still needs it.", name=found.label)
        elif not self.photos.chosen:
            wrong = _("Tick the photos to ask for.")
        elif formule is None:
            wrong = _("Choose what to ask for.")
        self.told.set_text(self.desk.show(wrong) if wrong is not None else "")
        self.sent.setEnabled(wrong is None and not self.desk.read_only)

    # ------------------------------------------------------------------ doing

    def _addresses(self) -> list[str]:
        photos = self.asking.photos if self.asking is not None else ()
        chosen = set(self.photos.chosen)
        return list(dict.fromkeys(p.permalink for p in photos if p.permalink and p.photo.asset_id in chosen))

    def _copy(self) -> None:
        self.desk.prompts.copy("\n\n".join([self.text.toPlainText(), *self._addresses()]))
        self.desk.say(_("The message was copied."))

    def _open_post(self) -> None:
        for address in self._addresses()[:1]:
            if not self.desk.prompts.open_address(address):
                self.desk.toast(_("This address cannot be opened."))

    def _record(self) -> None:
        found, formule, ids, again = self.asking, self.formule.formule, self.photos.chosen, self.again.isChecked()
        if found is None or formule is None:
            return
        self.sent.setEnabled(False)

        def toast(n: int) -> Toast:
            text = ngettext(
                "Recorded: {name} was asked for {n} photo.", "Recorded: {name} was asked for {n} photos.", n,
                n=n, name=found.label,
            )  # fmt: skip
            return Toast(text, icon="send")

        self.desk.act(
            lambda studio: record_request(studio, found, ids, formule, again=again),
            kinds=Changed.CONSENT, ids=tuple(int(one) for one in ids), toast=toast,
            done=lambda _n: self.accept(), failed=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        from ugc_studio.domain.errors import RefusedError

        self._check()
        if isinstance(error, RefusedError):
            self.told.set_text(self.desk.show(error.text))
            self.again.show()
            self.settle()
        else:
            self.desk.tell(error)


def open_request(desk: Desk, window: QWidget, ids: Sequence[AssetId]) -> RequestDialog:
    """Open the window for these photos, or for a person still to be chosen."""
    dialog = RequestDialog(desk, window, ids)
    dialog.appear()
    return dialog

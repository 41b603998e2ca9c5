"""Printing a release form for some photos: who signs, which text, in which language, on which paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.formule_box import FormuleBox
from ugc_studio.desktop.pages.consent.paper.paper_dialog import KINDS
from ugc_studio.desktop.pages.consent.photo_list import PhotoList, Tickable
from ugc_studio.desktop.pages.consent.reading import small_picture
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, column, panel, row, sentence
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.pieces import Segments, Select
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.forms import Expected, FormKind, IssuedForm, PaperSize, Part
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.desk.formules import Formule
from ugc_studio.services.consent.forms.issuing import MOST_PHOTOS, FormOrder, languages_of
from ugc_studio.services.consent.requests.words import language_name

FAMILY_CHILDREN = 2


class PrintDialog(Dialog):
    """Writes a PDF that can be filled in on a screen or printed; nothing on it is ticked."""

    def __init__(self, desk: Desk, window: QWidget, ids: Sequence[AssetId]) -> None:
        sentence_ = _(
            "A PDF to fill in on a screen, or to print and sign. Its square code brings the signed paper back to "
            "these photos."
        )
        super().__init__(desk, window, _("Print a release form"), width=620, sentence=sentence_)
        self._ids = tuple(ids)[:MOST_PHOTOS]
        self._lines: list[tuple[Part, str | None, LineField]] = []
        show, theme = desk.show, desk.theme
        self.kind = Select(theme, show(_("Who signs")), [(kind.value, sentence(show(KINDS[kind]))) for kind in KINDS])
        self.formule = FormuleBox(desk, caption=_("What to ask for"), people=False, chips=False)
        self.language = Select(theme, show(_("Language of the form")))
        self.paper = Segments(theme, show(_("Paper")), [(size.value, size.value.upper(), "") for size in PaperSize])
        self.photos = PhotoList(desk)
        self._people = QVBoxLayout()
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(6)
        self.told = Words(theme, "", "hint")
        self.go = Button(theme, show(_("Save the form…")), "primary", icon="form").on(self._choose_folder)
        signer = Button(theme, show(_("Add a signer")), "link", icon="plus").on(lambda: self._add(Part.SIGNER))
        self.child = Button(theme, show(_("Add a child")), "link", icon="plus").on(lambda: self._add(Part.CHILD))
        content = column(
            Label(theme, show(_("Who signs")), "caps"), self.kind, panel(self._people), row(signer, self.child, None),
            self.formule, Label(theme, show(_("Language and paper")), "caps"), row(self.language, self.paper, None),
            Label(theme, show(_("For which photos")), "caps"), self.photos, self.told, gap=8,
        )  # fmt: skip
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        self.fill(content, (None, cancel, self.go))
        self._wire()
        self.kind.setFocus()
        self.go.setDefault(True)
        self._check()

    def _wire(self) -> None:
        desk, ids, brand = self.desk, self._ids, self.desk.brand
        self.kind.picked.connect(lambda _value: self._suggest())
        self.formule.changed.connect(self._show_languages)
        self.photos.changed.connect(self._check)
        desk.ask(lambda studio: _tickable(studio, ids, brand), self._show_photos, owner=self, key="photos")
        desk.ask(lambda studio: studio.consent_desk.formules(brand=brand), self._show_formules, owner=self, key="texts")
        desk.ask(lambda studio: _kind_for(studio, ids), self._show_kind, owner=self, key="kind")

    # ------------------------------------------------------------------ showing

    def _show_photos(self, photos: Sequence[Tickable]) -> None:
        self.photos.show_photos(photos)
        self._check()
        self.settle()

    def _show_formules(self, formules: Sequence[Formule]) -> None:
        self.formule.show_formules(formules, formules[0].notice.uuid if len(formules) == 1 else None)
        self._show_languages()

    def _show_languages(self) -> None:
        formule, before = self.formule.formule, self.language.value()
        codes = languages_of(formule.notice) if formule is not None else []
        self.language.set_choices([(code, language_name(code)) for code in codes])
        self.language.set_value(before if before in codes else self.desk.language)
        self._check()
        self.settle()

    def _show_kind(self, kind: FormKind) -> None:
        self.kind.set_value(kind.value)
        self._suggest()

    def _suggest(self) -> None:
        """Who would have to sign, as far as it is recorded; a family has lines for two parents and children."""
        kind, ids = FormKind(str(self.kind.value())), [int(one) for one in self._ids]
        self.child.setVisible(kind is FormKind.FAMILY)
        self.desk.ask(
            lambda studio: studio.forms.suggested(kind, ids), self._show_people, owner=self, key="people"
        )

    def _show_people(self, people: Sequence[Expected]) -> None:
        for _part, _party, field in list(self._lines):
            self._take_out(field)
        family = self.kind.value() == FormKind.FAMILY.value
        for part, least in ((Part.SIGNER, 2 if family else 1), (Part.CHILD, FAMILY_CHILDREN if family else 0)):
            known = [one for one in people if one.part is part]
            for one in known:
                self._add(part, one)
            for _line in range(least - len(known)):
                self._add(part, None, focus=False)
        self._check()

    def _add(self, part: Part, known: Expected | None = None, *, focus: bool = True) -> None:
        show, theme = self.desk.show, self.desk.theme
        hint = _("Name of who signs, or empty to write it by hand")
        if part is Part.CHILD:
            hint = _("Name of the child, or empty to write it by hand")
        field = LineField(theme, show(hint), known.name or "" if known is not None else "", hint=show(hint))
        field.setMaxLength(200)
        remove = IconButton(theme, "close", show(_("Take this line out")), size=14)
        line = row(field, remove, gap=6)
        line.setStretch(0, 1)
        line_ = panel(line)
        self._people.addWidget(line_)
        self._lines.append((part, known.party if known is not None else None, field))
        remove.on(lambda: self._take_out(field))
        if focus and known is None:
            line_.show()  # a layout shows what it was given only later, and what is hidden takes no focus
            field.setFocus()

    def _take_out(self, field: LineField) -> None:
        self._lines = [one for one in self._lines if one[2] is not field]
        line = field.parentWidget()
        if line is not None:
            self._people.removeWidget(line)
            line.hide()
            line.deleteLater()

    # ------------------------------------------------------------------ printing

    def _check(self) -> None:
        wrong = None
        if self.formule.formule is None:
            wrong = _("Choose what to ask for.")
        elif self.language.value() is None:
            wrong = _("This formule has no text in a language of forms. Add one in Settings.")
        elif not self.photos.chosen:
            wrong = _("Tick the photos that it is for.")
        self.told.set_text(self.desk.show(wrong) if wrong is not None else "")
        self.go.setEnabled(wrong is None and not self.desk.read_only)

    def order(self) -> FormOrder | None:
        """What was filled in."""
        formule = self.formule.formule
        if formule is None:
            return None
        return FormOrder(
            FormKind(str(self.kind.value())), [int(one) for one in self.photos.chosen], formule.notice.uuid,
            str(self.language.value()), PaperSize(str(self.paper.value())), self.desk.brand,
            [self._expected(*one) for one in self._lines],
        )  # fmt: skip

    def _expected(self, part: Part, party: str | None, field: LineField) -> Expected:
        """Somebody suggested stays who they are while their name is not changed."""
        known = party is not None and not field.isModified()
        return Expected(part, party) if known else Expected(part, name=field.text())

    def _choose_folder(self) -> None:
        order = self.order()
        if order is not None:
            words = self.desk.show(_("Choose the folder for the form"))
            self.desk.prompts.folder(self.window(), words, lambda folder: self._print(order, folder))

    def _print(self, order: FormOrder, folder: Path) -> None:
        self.go.setEnabled(False)
        desk = self.desk

        def toast(saved: tuple[IssuedForm, Path]) -> Toast:
            form, path = saved
            return Toast(
                _("The form {code} was saved.", code=form.code), icon="form", button=_("Open it"),
                do=lambda: desk.prompts.show_folder(path),
            )  # fmt: skip

        desk.act(
            lambda studio: _save(studio, order, folder), kinds=Changed.NOTHING, toast=toast,
            done=lambda _saved: self.accept(), failed=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        if isinstance(error, StudioError):
            self.told.set_text(self.desk.show(error.text))
        self.desk.tell(error)


def _save(studio: Studio, order: FormOrder, folder: Path) -> tuple[IssuedForm, Path]:
    form = studio.forms.issue(order)
    path = folder / f"{form.code}.pdf"
    studio.forms.save(form.code, path)
    return form, path


def _kind_for(studio: Studio, ids: Sequence[AssetId]) -> FormKind:
    """A family where children are recorded, else one person."""
    people = studio.forms.suggested(FormKind.FAMILY, [int(one) for one in ids])
    return FormKind.FAMILY if any(one.part is Part.CHILD for one in people) else FormKind.PERSON


def _tickable(studio: Studio, ids: Sequence[AssetId], brand: str | None) -> list[Tickable]:
    return [
        Tickable(
            one.asset.id, one.name, small_picture(studio, str(one.asset.sha256), sensitive=one.sensitive, side=40),
            ticked=True,
        )
        for one in studio.browsing.rows(ids, brand=brand)
    ]  # fmt: skip


def open_printing(desk: Desk, window: QWidget, ids: Sequence[AssetId]) -> None:
    """Open the window for these photos; says what to do where none is chosen."""
    if not ids:
        desk.toast(Toast(_("Select the photos for the form first."), icon="info"))
        return
    PrintDialog(desk, window, ids).appear()

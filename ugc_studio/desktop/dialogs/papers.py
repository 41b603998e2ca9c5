"""Papers for lawyers, authorities and the people themselves: which one, about whom, for whom; then where to."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ugc_studio import resources
from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.dialogs.fields import Field, FieldsDialog, Values
from ugc_studio.desktop.dialogs.machine_papers import write_for_programs
from ugc_studio.desktop.dialogs.paper_subjects import Subjects, doubtful, subjects_of
from ugc_studio.desktop.pages.consent.photo_list import PhotoList, Tickable
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import OptionalDay
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.processing_notes import ProcessingNotes
from ugc_studio.services.consent.erasing import ErasurePreview
from ugc_studio.services.papers.naming import file_name
from ugc_studio.services.papers.press import MadePaper
from ugc_studio.services.papers.register import FORMATS, RegisterFilter
from ugc_studio.services.papers.wording import LANGUAGES


class Kind(enum.StrEnum):
    """The papers that can be made."""

    REGISTER = "register"
    PHOTO = "photo"
    PERSON = "person"
    ACCESS = "access"
    PROCESSING = "processing"
    ERASURE = "erasure"
    RECEIPT = "receipt"
    POLICY = "policy"
    LEDGER = "ledger"


NAMES: Mapping[Kind, Text] = {
    Kind.REGISTER: _("Consent register"),
    Kind.PHOTO: _("Dossier of a photo"),
    Kind.PERSON: _("Dossier of a person"),
    Kind.ACCESS: _("Answer to a request for access"),
    Kind.PROCESSING: _("Record of processing activities"),
    Kind.ERASURE: _("Preview of an erasure"),
    Kind.RECEIPT: _("Consent receipt for other programs"),
    Kind.POLICY: _("Rights of a photo for other programs"),
    Kind.LEDGER: _("Ledger with its verifier"),
}
TOLD: Mapping[Kind, Text] = {
    Kind.REGISTER: _("Every photo, person and right with its state, text, proof and hash, line by line."),
    Kind.PHOTO: _("Who allowed what, when, on which text, with what proof, until when, and where it is."),
    Kind.PERSON: _("Everything that one person gave, refused and said, with their photos."),
    Kind.ACCESS: _(
        "For the person themselves: what we hold about them and the photos they took. Nobody else is named in it."
    ),
    Kind.PROCESSING: _("What an authority asks for: purposes, legal bases, recipients, terms and protection."),
    Kind.ERASURE: _("What an erasure of this person would remove, and what would stay. Nothing is erased."),
    Kind.RECEIPT: _(
        "For the person’s own hands: what they agreed to, refused and took back, as other programs read it "
        "(ISO/IEC TS 27560). Nobody else is named in it."
    ),
    Kind.POLICY: _("What a photo that is cleared may be used for, as other programs read it (ODRL, RightsML)."),
    Kind.LEDGER: _("Every event, and a small program that checks the chain anywhere: for a lawyer. No names in it."),
}
MACHINES = {Kind.RECEIPT: "jsonld", Kind.POLICY: "jsonld", Kind.LEDGER: "jsonl"}
"""What programs read, by the ending of the file; it has no language of its own."""
OF_PEOPLE = frozenset({Kind.PERSON, Kind.ACCESS, Kind.ERASURE, Kind.RECEIPT})
OF_PHOTOS = frozenset({Kind.PHOTO, Kind.POLICY})
RECORDED = frozenset({Kind.REGISTER, Kind.PHOTO, Kind.PERSON})
"""Papers that may be handed to somebody else, which is recorded."""

@dataclass(frozen=True, slots=True)
class Order:
    """What was filled in."""

    kind: Kind
    form: str
    language: str
    brand: str | None
    photo: AssetId | None
    person: str | None
    wanted: RegisterFilter
    recipient: str | None
    enclose: tuple[AssetId, ...]
    handed_over: bool
    """Whether the person gets the answer to their request now."""

    @property
    def ending(self) -> str:
        """The ending of the file."""
        return {Kind.REGISTER: self.form, Kind.ACCESS: "zip", **MACHINES}.get(self.kind, "pdf")


class PapersDialog(Dialog):
    """Only what the chosen paper asks is shown; it is made while one goes on working, and can be stopped."""

    def __init__(self, desk: Desk, window: QWidget, *, photo: AssetId | None, kind: Kind, person: str | None) -> None:
        super().__init__(desk, window, _("Papers"), width=600)
        self._photo, self._person = photo, person
        self._subjects = Subjects(None, ())
        show, theme = desk.show, desk.theme
        self.kind = Select(theme, show(_("Which paper")), [(one.value, show(NAMES[one])) for one in Kind])
        self.kind.set_value(kind.value)
        self.about = Label(theme, "", "hint", wrap=True)
        self.person = Select(theme, show(_("About whom")))
        self.photo_name = Label(theme, "", "medium", wrap=True)
        self.form = Select(theme, show(_("As")), [(one, one.upper()) for one in FORMATS])
        languages = [(code, show(LANGUAGES.get(code, _("English")))) for code in resources.languages()]
        self.language = Select(theme, show(_("Language of the paper")), languages)
        self.language.set_value(desk.language)
        self.language_name = Label(theme, show(_("Language of the paper")), "caps")
        today = desk.today()
        self.first = OptionalDay(theme, show(_("Only what was said from")), start=today.replace(month=1, day=1))
        self.as_of = OptionalDay(theme, show(_("As it stood on")), start=today)
        hint = show(_("A lawyer, an authority, a partner; empty: it stays here"))
        self.recipient = LineField(theme, show(_("Who gets it")), hint=hint)
        self.recipient.setMaxLength(200)
        self.recipient.setEnabled(not desk.read_only)
        self.enclose = PhotoList(desk)
        self.handed_over = Tick(theme, show(_("They get it now: record who gave it, when, and its hash")), checked=True)
        self.handed_over.setChecked(not desk.read_only)
        self.handed_over.setEnabled(not desk.read_only)
        self.notes = Button(theme, show(_("Notes of the brand…")), icon="note").on(self._edit_notes)
        self.notes.setEnabled(not desk.read_only)
        self.told = Label(theme, "", "medium", colour="danger", wrap=True)
        self.go = Button(theme, show(_("Save…")), "primary", icon="file").on(self._choose_place)
        self.go.setDefault(True)
        self._lay_out()
        self.kind.picked.connect(lambda _value: self._choose())
        self.person.picked.connect(lambda _value: self._look_at_person())
        self._choose()
        self.kind.setFocus()
        desk.ask(lambda studio: subjects_of(studio, photo), self._show_subjects, owner=self, key="subjects")

    def _lay_out(self) -> None:
        show, theme = self.desk.show, self.theme
        self._parts: dict[str, QWidget] = {
            "person": panel(column(Label(theme, show(_("About whom")), "caps"), self.person, gap=8)),
            "photo": panel(column(Label(theme, show(_("About which photo")), "caps"), self.photo_name, gap=8)),
            "days": panel(column(self.first, self.as_of, gap=8)),
            "enclose": panel(
                column(
                    Label(theme, show(_("Photos of theirs that may show others: enclose only what harms nobody")),
                          "hint", wrap=True),
                    self.enclose, gap=8,
                )
            ),
            "handed_over": self.handed_over,
            "recipient": panel(
                column(
                    Label(theme, show(_("Who gets it")), "caps"), self.recipient,
                    Label(theme, show(_("It is recorded, so that a withdrawal reaches them.")), "hint", wrap=True),
                    gap=6,
                )
            ),
        }  # fmt: skip
        content = column(
            Label(theme, show(_("Which paper")), "caps"), self.kind, self.about, *self._parts.values(), self.notes,
            self.language_name, row(self.language, self.form, None), self.told,
            gap=10,
        )  # fmt: skip
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        self.fill(content, (None, cancel, self.go))

    # ------------------------------------------------------------------ showing

    def _show_subjects(self, subjects: Subjects) -> None:
        self._subjects = subjects
        show = self.desk.show
        self.person.set_choices([(None, show(_("Choose somebody…"))), *subjects.people])
        self.person.set_value(self._person)
        self._choose()

    def _choose(self) -> None:
        """Show what the chosen paper asks for."""
        kind = self._kind()
        self.about.set_text(self.desk.show(TOLD[kind]))
        nothing = self.desk.show(_("Open or select a photo first, then come back."))
        self.photo_name.set_text(self._subjects.photo or nothing)
        shown = {
            "person": kind in OF_PEOPLE,
            "photo": kind in OF_PHOTOS,
            "days": kind in {Kind.REGISTER, Kind.PHOTO},
            "enclose": kind is Kind.ACCESS and bool(self.enclose.boxes),
            "handed_over": kind is Kind.ACCESS,
            "recipient": kind in RECORDED,
        }
        for name, part in self._parts.items():
            part.setVisible(shown[name])
        self.form.setVisible(kind is Kind.REGISTER)
        self.first.setVisible(kind is Kind.REGISTER)
        self.language_name.setVisible(kind not in MACHINES)
        self.language.setVisible(kind not in MACHINES)
        self.notes.setVisible(kind is Kind.PROCESSING)
        self.told.set_text("")
        self._look_at_person()
        self._check()
        self.settle()

    def _look_at_person(self) -> None:
        """For an answer to a request: which photos a person has to decide about."""
        party = self.person.value()
        self._check()
        if self._kind() is not Kind.ACCESS or party is None:
            return
        brand = self.desk.brand
        self.desk.ask(
            lambda studio: doubtful(studio, str(party), brand), self._show_doubtful, owner=self, key="doubtful"
        )

    def _show_doubtful(self, photos: Sequence[Tickable]) -> None:
        self.enclose.show_photos(photos)
        self._parts["enclose"].setVisible(self._kind() is Kind.ACCESS and bool(photos))
        self.settle()

    def _kind(self) -> Kind:
        return Kind(str(self.kind.value()))

    def _check(self) -> None:
        kind = self._kind()
        ready = kind not in OF_PEOPLE or self.person.value() is not None
        self.go.setEnabled(ready and (kind not in OF_PHOTOS or self._subjects.photo is not None))

    # ------------------------------------------------------------------ making

    def order(self) -> Order:
        """What was filled in."""
        kind, party = self._kind(), self.person.value()
        as_of = self.as_of.day()
        return Order(
            kind,
            str(self.form.value()),
            str(self.language.value()),
            self.desk.brand,
            self._photo,
            str(party) if party is not None else None,
            RegisterFilter.for_days(self.desk.brand, first=self.first.day(), as_of=as_of),
            self.recipient.text().strip() or None if kind in RECORDED else None,
            self.enclose.chosen if kind is Kind.ACCESS else (),
            kind is Kind.ACCESS and self.handed_over.isChecked(),
        )

    def _choose_place(self) -> None:
        order, desk, subject = self.order(), self.desk, ""
        if order.kind in OF_PEOPLE:
            subject = dict(self._subjects.people).get(order.person or "", "")
        elif order.kind in OF_PHOTOS:
            subject = str(order.photo)
        name = file_name(desk.show(NAMES[order.kind]), subject, desk.today(), order.ending)
        desk.prompts.save(self.window(), desk.show(_("Save the paper")), name, lambda out: self._make(order, out))

    def _make(self, order: Order, out: Path) -> None:
        desk, title = self.desk, NAMES[order.kind]
        recorded = Changed.USES | Changed.CONSENT if order.recipient else Changed.NOTHING

        desk.run(title, lambda studio, context: make(studio, order, out, context), kinds=recorded,
                 done=lambda paper: tell_saved(desk, paper))  # fmt: skip
        self.accept()

    # ------------------------------------------------------------------ notes of the record

    def _edit_notes(self) -> None:
        self.desk.ask(
            lambda studio: studio.papers.processing_notes(self.desk.brand), self._show_notes, owner=self, key="notes"
        )

    def _show_notes(self, notes: ProcessingNotes) -> None:
        brand = self.desk.brand
        fields = [
            Field("controller", _("Address and representative"), notes.controller, needed=False),
            Field("officer", _("Data protection officer"), notes.officer, needed=False),
            Field("purposes", _("Further purposes"), notes.purposes, needed=False),
            Field("recipients", _("Further recipients"), notes.recipients, needed=False),
            Field("retention", _("Further terms"), notes.retention, needed=False),
            Field("measures", _("Further protection"), notes.measures, needed=False),
        ]

        def save(studio: Studio, values: Values) -> None:
            studio.papers.note_processing(ProcessingNotes(**values), brand=brand)

        FieldsDialog(
            self.desk, self._window, _("Notes for the record of processing"), fields, save=save, yes=_("Save"),
            toast=_("The notes were saved."),
        ).appear()  # fmt: skip


def make(studio: Studio, order: Order, out: Path, context: JobContext) -> MadePaper:
    """Make one paper."""
    papers, language, to = studio.papers, order.language, order.recipient
    person = order.person or ""
    if order.kind in MACHINES:
        return write_for_programs(studio, order.kind.value, out, photo=order.photo, person=person, brand=order.brand)
    if order.kind is Kind.REGISTER:
        return papers.register(out, order.wanted, context, language=language, recipient=to)
    if order.kind is Kind.PHOTO:
        return papers.photo_dossier(
            int(order.photo or 0), out, context, brand=order.brand, language=language, recipient=to,
            as_of=order.wanted.as_of,
        )  # fmt: skip
    if order.kind is Kind.PERSON:
        return papers.person_dossier(person, out, context, brand=order.brand, language=language, recipient=to)
    if order.kind is Kind.ACCESS:
        return papers.access_pack(
            person, out, context, brand=order.brand, language=language, enclose=order.enclose,
            handed_over=order.handed_over,
        )  # fmt: skip
    if order.kind is Kind.ERASURE:
        return papers.erasure_preview(out, context, parties=(person,), brand=order.brand, language=language)
    return papers.processing(out, context, brand=order.brand, language=language)


def print_preview(desk: Desk, window: QWidget, preview: ErasurePreview) -> None:
    """Ask where to, and write what exactly this erasure would remove."""
    language, kind = desk.language, NAMES[Kind.ERASURE]
    name = file_name(desk.show(kind), preview.names[0] if preview.names else "", desk.today(), "pdf")

    def write(out: Path) -> None:
        desk.run(
            kind,
            lambda studio, context: studio.papers.erasure_preview(out, context, preview=preview, language=language),
            done=lambda paper: tell_saved(desk, paper),
        )

    desk.prompts.save(window, desk.show(_("Save the paper")), name, write)


def tell_saved(desk: Desk, paper: MadePaper) -> None:
    """Say that a paper is there, and offer its folder."""
    folder = paper.path.parent
    desk.toast(
        Toast(
            _("{file} was saved.", file=paper.path.name), icon="file", button=_("Open the folder"),
            do=lambda: desk.prompts.show_folder(folder),
        )
    )  # fmt: skip


def open_papers(
    desk: Desk, window: QWidget, *, photo: AssetId | None = None, kind: Kind | None = None, person: str | None = None
) -> PapersDialog:
    """Offer papers, beginning with the one about what is being looked at."""
    first = kind or (Kind.PHOTO if photo is not None else Kind.REGISTER)
    dialog = PapersDialog(desk, window, photo=photo, kind=first, person=person)
    dialog.appear()
    return dialog


def open_dialog(desk: Desk, window: QWidget) -> None:
    """Offer papers about the photo that is selected, or on the consent desk."""
    here = desk.here()
    chosen = [one for one in here.get("selected") or [here.get("asset") or here.get("current")] if isinstance(one, int)]
    open_papers(desk, window, photo=AssetId(chosen[0]) if chosen else None)

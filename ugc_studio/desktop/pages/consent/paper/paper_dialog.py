"""Recording a signed paper: who and which photos and which notice are known by its code, the rest is read from it."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.paper.boxes import TickedBoxes
from ugc_studio.desktop.pages.consent.paper.looking import PaperOnDesk, Recorded, on_desk, record_paper
from ugc_studio.desktop.pages.consent.paper.pages_view import PagesView
from ugc_studio.desktop.pages.consent.paper.people_box import PeopleBox
from ugc_studio.desktop.pages.consent.photo_list import PhotoList
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row, sentence
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import OptionalDay
from ugc_studio.desktop.widgets.pieces import Radio, Select
from ugc_studio.domain.consent import HolderBasis, Role
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.forms import FormKind, Part
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.forms.reading import DEFAULT_THING, PaperReading, excluded
from ugc_studio.services.consent.forms.returning import PAPER_ENDINGS
from ugc_studio.services.words import HOLDER_BASES

THINGS: tuple[tuple[str, Text], ...] = (
    ("building", _("a building")), ("artwork", _("an artwork")), ("character", _("a character")),
    ("brand", _("a brand")), ("other", _("something else")),
)  # fmt: skip
KINDS: dict[FormKind, Text] = {
    FormKind.PERSON: _("one person"),
    FormKind.FAMILY: _("a family"),
    FormKind.PROPERTY: _("the owner of what is shown"),
    FormKind.EMPLOYEE: _("an employee"),
}
HEIGHT = 2000
"""As high as the window allows: a page is read best whole."""
BASES: list[HolderBasis] = [basis for basis in HolderBasis if basis is not HolderBasis.EMANCIPATED]


class PaperDialog(Dialog):
    """Asks for exactly what only the paper can tell; nothing of that is ticked beforehand."""

    def __init__(self, desk: Desk, window: QWidget, on_desk_: PaperOnDesk) -> None:
        opened = on_desk_.opened
        sentence_ = _(
            "Tick here what is ticked and signed on the paper, and nothing else. "
            "Everything is recorded together, from this one paper."
        )
        title = _("Signed paper {code}", code=opened.form.code)
        super().__init__(desk, window, title, width=1080, height=HEIGHT, sentence=sentence_)
        self._opened = opened
        show, theme, kind = desk.show, desk.theme, opened.form.kind
        self.photos = PhotoList(desk)
        self.photos.show_photos(on_desk_.photos)
        self.people = PeopleBox(desk, kind, opened.people)
        self.boxes = TickedBoxes(desk, opened.rights, opened.media)
        self.bases = self._make_bases()
        self.everybody = Tick(theme, show(_("Nobody else can be recognised in these photos")))
        self.date = OptionalDay(theme, show(_("Date on the paper")), start=desk.today())
        self.thing = Select(theme, show(_("What is shown")), [(key, show(text)) for key, text in THINGS])
        self.guidelines = LineField(theme, show(_("Version of the guidelines that was read")))
        self.approve = Tick(theme, show(_("I approve this as legal")))
        self.told = Words(theme, "", "hint")
        self.go = Button(theme, show(_("Record the paper")), "primary", icon="ok").on(self._record)
        show_it = Button(theme, show(_("Open the file")), icon="open").on(self._show_paper)
        aside = Button(theme, show(_("Record nothing from it")), "link").on(self._lay_aside)
        cancel = Button(theme, show(_("Not now"))).on(self.reject)
        for field in (self.thing, self.guidelines):
            field.setParent(self)  # each is laid out on one kind of form only
            field.hide()
        self.tools.addWidget(show_it)
        self.pages = PagesView(desk, opened.paper.evidence)
        questions = scrolling(panel(self._content_of()))
        beside = row(self.pages, questions, gap=20)
        beside.setStretch(0, 9)
        beside.setStretch(1, 11)
        self.fill(beside, (aside, None, cancel, self.go), scrolls=False)
        self.thing.setVisible(opened.form.kind is FormKind.PROPERTY)
        self.guidelines.setVisible(opened.form.kind is FormKind.EMPLOYEE)
        self._wire()
        self.go.setDefault(True)
        first = self.people.cards[0]
        (first.signed.box if first.is_named else first.name).setFocus()
        self._check()

    # ------------------------------------------------------------------ building

    def _content_of(self) -> QVBoxLayout:
        show, theme, kind = self.desk.show, self.desk.theme, self._opened.form.kind
        form, notice = self._opened.form, self._opened.notice
        facts = _(
            "For {kind}: {notice} v{version}, printed on {day} by {who}", kind=KINDS[kind], notice=notice.name,
            version=notice.version, day=form.issued_on, who=form.issued_by,
        )  # fmt: skip
        if self.desk.studio.actor.role is not Role.LEGAL:
            self.approve.hide()
        if kind is FormKind.PROPERTY or self._opened.everybody_known:
            self.everybody.hide()
        self._basis_part = QWidget()
        basis = column(Label(theme, show(_("Who decides for the children")), "caps"), *self.bases.values(), gap=2)
        self._basis_part.setLayout(basis)
        parts: list[QWidget] = [Words(theme, show(facts), "quiet")]
        parts += [Label(theme, show(_("Which photos")), "caps"), self.photos]
        parts += [Label(theme, show(_("Who is on it")), "caps"), self.people, self._basis_part]
        parts += [Label(theme, show(_("Which boxes are ticked")), "caps"), self.boxes]
        if kind is FormKind.PROPERTY:
            parts += [Label(theme, show(_("What is shown")), "caps"), self.thing]
        if kind is FormKind.EMPLOYEE:
            parts += [Label(theme, show(_("Guidelines for employees")), "caps"), self.guidelines]
        parts += [self.everybody, self.date, self.approve, self.told]
        return column(*parts, gap=10)

    def _make_bases(self) -> dict[HolderBasis, Radio]:
        show, theme = self.desk.show, self.desk.theme
        self._basis_group = QButtonGroup(self)
        made: dict[HolderBasis, Radio] = {
            basis: Radio(theme, sentence(show(HOLDER_BASES[basis]))) for basis in BASES
        }
        for radio in made.values():
            self._basis_group.addButton(radio)
            radio.toggled.connect(lambda _on: self._check())
        return made

    def _wire(self) -> None:
        for signal in (self.photos.changed, self.people.changed, self.boxes.changed):
            signal.connect(self._check)
        for tick in (self.everybody, self.approve):
            tick.toggled.connect(lambda _on: self._check())

    def _show_paper(self) -> None:
        """In the viewer of the system; what is no picture and no PDF is shown where it lies, and never started."""
        file = self._opened.file
        self.desk.prompts.show_folder(file if file.suffix.lower() in PAPER_ENDINGS else file.parent)

    # ------------------------------------------------------------------ checking

    @property
    def _basis(self) -> HolderBasis | None:
        return next((basis for basis, radio in self.bases.items() if radio.isChecked()), None)

    @property
    def _asks_basis(self) -> bool:
        return self.people.has_children and not self._opened.holders_known

    def _missing(self) -> Text | None:
        """The first thing that is still to be read from the paper."""
        people = self.people.people
        if not self.photos.chosen:
            return _("Tick the photos that it is for.")
        if not any(one.part is Part.SIGNER and one.signed for one in people):
            return _("Tick who signed.")
        if self._asks_basis and self._basis is None:
            return _("Say who decides for the children.")
        if not self.boxes.rights and not self.boxes.media:
            return _("Tick the boxes that are ticked on the paper.")
        try:
            excluded(self._opened.notice.scope, self.boxes.rights, self.boxes.media)
        except StudioError as error:
            return error.text
        return None

    def _check(self) -> None:
        if not hasattr(self, "go"):
            return
        self._basis_part.setVisible(self._asks_basis)
        missing = self._missing()
        words = missing or _("What is not ticked is not allowed. A photo stays blocked while somebody is missing.")
        self.told.set_text(self.desk.show(words))
        self.go.setEnabled(missing is None and not self.desk.read_only)
        approves = self.approve.isChecked()
        self.go.set_text(self.desk.show(_("Record and approve") if approves else _("Record the paper")))

    # ------------------------------------------------------------------ recording

    def reading(self) -> PaperReading:
        """What was read from the paper."""
        kind = self._opened.form.kind
        return PaperReading(
            evidence=self._opened.paper.evidence,
            assets=[int(one) for one in self.photos.chosen],
            people=self.people.people,
            rights=self.boxes.rights,
            media=self.boxes.media,
            basis=self._basis if self._asks_basis else None,
            everybody=self.everybody.isChecked(),
            said_on=self.date.day(),
            thing=str(self.thing.value() or DEFAULT_THING),
            guidelines=(self.guidelines.text().strip() or None) if kind is FormKind.EMPLOYEE else None,
        )

    def _record(self) -> None:
        reading, brand = self.reading(), self.desk.brand
        approve = self.approve.isChecked()
        self.go.setEnabled(False)

        def toast(done: Recorded) -> Toast:
            whole = done.cleared == done.photos
            return Toast(done.text, icon="ok" if whole else "info", tone="ok" if whole else "")

        self.desk.act(
            lambda studio: record_paper(studio, reading, brand, approve=approve),
            kinds=Changed.CONSENT | Changed.REGISTER, toast=toast, done=lambda _done: self.accept(),
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _lay_aside(self) -> None:
        evidence = self._opened.paper.evidence
        self.desk.act(
            lambda studio: studio.forms.dismiss(evidence), kinds=Changed.CONSENT, done=lambda _none: self.accept(),
            toast=Toast(_("Nothing was recorded from this paper. It stays kept."), icon="info"), owner=self,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        if isinstance(error, StudioError):
            self.told.set_text(self.desk.show(error.text))
        self.desk.tell(error)


def open_paper(desk: Desk, window: QWidget, evidence: str) -> None:
    """Read a paper that was kept and open its window."""
    brand = desk.brand
    desk.ask(
        lambda studio: on_desk(studio, evidence, brand), lambda found: PaperDialog(desk, window, found).appear(),
        owner=window, failed=desk.tell,
    )  # fmt: skip




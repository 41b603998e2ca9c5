"""One signed paper for a household: who signed, for which photos, on which text; it makes every grant at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.library.details.blocks import Block
from ugc_studio.desktop.pages.library.details.table import breakable
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row, shown
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.form import Complaint, Form
from ugc_studio.desktop.widgets.pieces import CheckBox, Select
from ugc_studio.domain.assets import AssetState
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.services.consent.desk.formules import Formule
from ugc_studio.services.consent.desk.opened import PeopleView
from ugc_studio.services.consent.households import FamilyRelease

Found = tuple[list[Formule], list[int]]


def open_dialog(desk: Desk, window: QWidget, asset_id: int, people: PeopleView) -> FamilyDialog:
    """Ask for the paper and record it."""
    dialog = FamilyDialog(desk, window, asset_id, people)
    dialog.appear()
    return dialog


class FamilyDialog(Dialog):
    """Nothing is ticked in advance: the person says what the paper says."""

    def __init__(self, desk: Desk, window: QWidget, asset_id: int, people: PeopleView) -> None:
        super().__init__(
            desk, window, _("Family release"), width=600,
            sentence=_("One paper, signed by those who decide, is recorded as the permission of everybody on it."),
        )  # fmt: skip
        self._asset_id = asset_id
        self._children = tuple(dict.fromkeys(child for family in people.families for child in family.children))
        self._files: list[Path] = []
        self._others: list[int] = []
        self._formules: list[Formule] = []
        show, theme = desk.show, desk.theme
        self.signers = {party: CheckBox(theme, shown(label)) for party, label in _signers(people).items()}
        self.formule = Select(theme, show(_("Text that was signed")))
        self.formule.picked.connect(lambda _value: self._show_formule())
        self.without = Block(gap=4)
        self.more = CheckBox(theme, "")
        self.more.hide()
        self.file = breakable(Label(theme, show(_("No file chosen yet")), "quiet", wrap=True))
        choose = Button(theme, show(_("Choose the signed paper…")), icon="attach").on(self._choose)
        self.complaint = Complaint(theme)
        self.record = Button(theme, show(_("Record the release")), "primary").on(self._record)
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        form = Form(theme)
        form.add(show(_("Signed by")), panel(column(*self.signers.values(), gap=4)))
        form.add(show(_("Text that was signed")), self.formule)
        form.add(show(_("Left out by the paper")), self.without)
        form.add(show(_("Signed paper")), panel(column(row(choose, None), self.file, gap=6)))
        form.add(show(_("Photos")), panel(column(Label(theme, show(_("This photo")), "body"), self.more, gap=4)))
        self.fill(column(form, self.complaint), (None, cancel, self.record))
        desk.ask(lambda studio: _read(studio, asset_id, desk.brand, self._children), self._offer, owner=self)

    # ------------------------------------------------------------------ filling

    def _offer(self, found: Found) -> None:
        self._formules, self._others = found
        self.formule.set_choices([(one.notice.uuid, one.label) for one in self._formules])
        n = len(self._others)
        if n:
            words = ngettext(
                "Also the other photo with these people", "Also the {n} other photos with these people", n, n=n
            )
            self.more.setText(self.desk.show(words))
            self.more.setAccessibleName(self.desk.show(words))
            self.more.show()
        self._show_formule()
        self.settle()

    def _chosen(self) -> Formule | None:
        return next((one for one in self._formules if one.notice.uuid == self.formule.value()), None)

    def _show_formule(self) -> None:
        """What the paper may leave out of the chosen text, one box each."""
        formule = self._chosen()
        self._chips: dict[str, CheckBox] = {}
        if formule is not None:
            for chip in formule.chips:
                if chip.refuses is None:
                    self._chips[chip.id] = CheckBox(self.theme, self.desk.show(chip.label))
        flow = FlowLayout(gap=8)
        for box in self._chips.values():
            flow.addWidget(box)
        self.without.fill([panel(flow)] if self._chips else [])
        self.settle()

    def _choose(self) -> None:
        def done(files: list[Path]) -> None:
            self._files = files
            self.file.set_text(", ".join(file.name for file in files))

        self.desk.prompts.files(self, self.desk.show(_("Choose the signed paper")), done)

    # ------------------------------------------------------------------ recording

    def _record(self) -> None:
        formule = self._chosen()
        signers = [party for party, box in self.signers.items() if box.isChecked()]
        if not signers or not self._files or formule is None:
            self.complaint.say(self.desk.show(_("Say who signed, which text, and choose the file of the paper.")))
            self.settle()
            return
        left_out = [chip for chip, box in self._chips.items() if box.isChecked()]
        assets = [self._asset_id, *(self._others if self.more.isChecked() else ())]
        files = tuple(self._files)
        self.record.setEnabled(False)

        def work(studio: Studio) -> int:
            release = FamilyRelease(assets, signers, formule.notice.uuid, files, formule.excluded(left_out))
            return len(studio.consent.family_release(release))

        self.desk.act(
            work, kinds=Changed.CONSENT, done=lambda _n: self.accept(), failed=self._refused, owner=self,
            toast=lambda n: Toast(ngettext("Recorded {n} permission", "Recorded {n} permissions", n, n=n), tone="ok"),
        )  # fmt: skip

    def _refused(self, error: BaseException) -> None:
        self.record.setEnabled(True)
        if isinstance(error, StudioError):
            self.complaint.say(self.desk.show(error.text))
            self.settle()
        else:
            self.desk.tell(error)


def _signers(people: PeopleView) -> dict[str, str]:
    """Everybody who may have signed: holders first, then who is shown, then who took it."""
    found = {holder.party: holder.label for family in people.families for holder in family.holders}
    for person in (*people.depicted, *people.creators):
        found.setdefault(person.party, person.label)
    return found


def _read(studio: Studio, asset_id: int, brand: str | None, children: Sequence[str]) -> Found:
    formules = studio.consent_desk.formules(asset_id, brand=brand)
    with studio.library.read() as session:
        others = {asset for party in session.parties.ids(children) for asset in session.authors.assets_of(party)} - {
            asset_id
        }
        present = [asset.id for asset in session.assets.get_many(sorted(others)) if asset.state is AssetState.PRESENT]
    return formules, [int(asset) for asset in present]

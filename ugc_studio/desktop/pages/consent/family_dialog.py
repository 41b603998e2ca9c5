"""One signed paper of a family: who signed, for which photos, and every permission that this stands for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.act_dialog import RECORDED
from ugc_studio.desktop.pages.consent.drop_box import DropBox
from ugc_studio.desktop.pages.consent.formule_box import FormuleBox
from ugc_studio.desktop.pages.consent.photo_list import PhotoList, Tickable
from ugc_studio.desktop.pages.consent.reading import Opened, small_picture
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, column
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.households import FamilyRelease, household_answers
from ugc_studio.services.words import CONSENT_STATES

MOST_PHOTOS = 60


class FamilyDialog(Dialog):
    """Records all grants of a household at once, from one file."""

    def __init__(self, desk: Desk, window: QWidget, opened: Opened) -> None:
        sentence = _(
            "One signed paper for a household: everyone who signed gives what is theirs, and what is their children’s. "
            "A child’s permission counts once all who decide for the child have signed."
        )
        super().__init__(desk, window, _("Family release"), width=600, sentence=sentence)
        self._opened = opened
        show, theme = desk.show, desk.theme
        self.signers: dict[str, Tick] = {}
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for party, label in _adults(opened):
            box = Tick(theme, label)
            box.toggled.connect(lambda _on: self._check())
            lines.addWidget(box)
            self.signers[party] = box
        self.photos = PhotoList(desk)
        self.formule = FormuleBox(desk, people=False)
        self.files = DropBox(desk, _("Drop the signed paper here: a scan, a photo or a PDF"))
        self.told = Words(theme, "", "hint")
        self.go = Button(theme, show(_("Record the release")), "primary", icon="family").on(self._record)
        content = column(
            Label(theme, show(_("Who signed")), "caps"), lines, self.files, self.formule,
            Label(theme, show(_("For which photos")), "caps"), self.photos, self.told, gap=10,
        )  # fmt: skip
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        self.fill(content, (None, cancel, self.go))
        self.formule.show_formules(opened.formules, None)
        for signal in (self.photos.changed, self.formule.changed, self.files.changed):
            signal.connect(self._check)
        asset, brand = int(opened.asset_id), desk.brand
        people = [one.party for one in opened.photo.people.depicted]
        desk.ask(lambda studio: family_photos(studio, asset, people, brand), self._show_photos, owner=self)
        self.go.setDefault(True)
        next((tick.box for tick in self.signers.values()), self.files.choose).setFocus()
        self._check()

    def _show_photos(self, photos: Sequence[Tickable]) -> None:
        self.photos.show_photos(photos)
        self._check()
        self.settle()

    def _release(self) -> FamilyRelease | None:
        signers = [party for party, box in self.signers.items() if box.isChecked()]
        formule, files, photos = self.formule.formule, self.files.files, self.photos.chosen
        if formule is None or not signers or not files or not photos:
            return None
        excludes = formule.excluded(self.formule.without)
        return FamilyRelease(photos, signers, formule.notice.uuid, files, excludes)

    def _check(self) -> None:
        show = self.desk.show
        self.go.setEnabled(False)
        self.go.set_text(show(_("Record the release")))
        try:
            release = self._release()
        except StudioError as error:
            self.told.set_text(show(error.text))
            return
        if release is None:
            self.told.set_text(
                show(_("Tick who signed, attach the paper, choose what was agreed to, tick the photos."))
            )
            return
        self.desk.ask(
            lambda studio: _count(studio, release), self._show_count, owner=self, key="count", failed=self._refused
        )

    def _show_count(self, n: int) -> None:
        photos = len(self.photos.chosen)
        text = ngettext("Record {n} permission", "Record {n} permissions", n, n=n)
        self.go.set_text(self.desk.show(text))
        self.go.setEnabled(not self.desk.read_only)
        told: Text = ngettext("For {n} photo, from one paper.", "For {n} photos, from one paper.", photos, n=photos)
        self.told.set_text(self.desk.show(told))

    def _refused(self, error: BaseException) -> None:
        self.told.set_text(self.desk.show(error.text) if isinstance(error, StudioError) else "")

    def _record(self) -> None:
        release = self._release()
        if release is None:
            return
        self.go.setEnabled(False)
        self.desk.act(
            lambda studio: studio.consent.family_release(release), kinds=Changed.CONSENT,
            ids=tuple(int(one) for one in release.assets), toast=Toast(RECORDED, icon="ok", tone="ok"),
            done=lambda _events: self.accept(), failed=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        self.desk.tell(error)


def open_family(desk: Desk, window: QWidget, opened: Opened) -> FamilyDialog:
    """Open the window for the people of one photo."""
    dialog = FamilyDialog(desk, window, opened)
    dialog.appear()
    return dialog


def family_photos(studio: Studio, asset: int, people: Sequence[str], brand: str | None) -> list[Tickable]:
    """This photo, ticked, and the others in which somebody of it is shown."""
    with studio.library.read() as session:
        numbers = session.parties.ids(people)
        others = [one for number in numbers for one in session.authors.assets_of(number)]
    ids = list(dict.fromkeys([asset, *others]))[:MOST_PHOTOS]
    return [
        Tickable(
            row.asset.id, row.name, small_picture(studio, str(row.asset.sha256), sensitive=row.sensitive, side=40),
            CONSENT_STATES[row.consent], ticked=row.asset.id == asset,
        )
        for row in studio.browsing.rows(ids, brand=brand)
    ]  # fmt: skip


def _count(studio: Studio, release: FamilyRelease) -> int:
    with studio.library.read() as session:
        return len(household_answers(session, release))


def _adults(opened: Opened) -> list[tuple[str, str]]:
    """Whoever can sign: everybody here but the children; holders sign for them."""
    people = opened.photo.people
    minors = {one.party for one in (*people.creators, *people.depicted) if one.adult == "no" or one.holders}
    return [(one.party, one.label) for one in opened.speakers if one.party not in minors]

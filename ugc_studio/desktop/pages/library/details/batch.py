"""Several photos at once: what they have in common, and a form of which only the touched fields are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.library.details.blocks import Block, bullet
from ugc_studio.desktop.pages.library.details.editors import LineEditor, TextEditor
from ugc_studio.desktop.pages.library.details.tags import TagChips
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, action_button, line, panel, row
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Pill, Stars
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.edits import Edits, EditSummary, Shared
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.assets import AssetRow

SIDES = 16
MOST_COUNTED = 2000
"""Of more photos than these the rights are not counted; the grid's filters do that."""


@dataclass(frozen=True, slots=True)
class Several:
    """What the form shows of some photos."""

    ids: tuple[int, ...]
    summary: EditSummary
    states: tuple[tuple[ConsentState, int], ...]


def read_several(studio: Studio, ids: Sequence[int], brand: str | None) -> Several:
    """What these photos have in common, and how many are in which state."""
    summary = studio.editing.summary_of([AssetId(number) for number in ids])
    states: Counter[ConsentState] = Counter()
    if len(ids) <= MOST_COUNTED:
        rows: list[AssetRow] = studio.browsing.rows(ids, brand=brand)
        states.update(one.consent for one in rows)
    return Several(tuple(ids), summary, tuple((state, states[state]) for state in LOOKS if states[state]))


class BatchForm(QWidget):
    """Fields say "Mixed" where photos differ; one press writes what was touched, as one step of the history."""

    flagged = Signal(object)
    rated = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._several: Several | None = None
        self._add_tags: tuple[str, ...] = ()
        self._remove_tags: tuple[str, ...] = ()
        theme, show = desk.theme, desk.show
        self.title = Label(theme, "", "section", wrap=True)
        self._states = FlowLayout(gap=6)
        self.pick = Button(theme, show(_("Pick")), icon="flag").on(lambda: self.flagged.emit(Flag.PICKED))
        self.reject = IconButton(theme, "x", show(_("Reject"))).on(lambda: self.flagged.emit(Flag.REJECTED))
        names = [show(_("No stars")), *(show(ngettext("{n} star", "{n} stars", n, n=n)) for n in range(1, 6))]
        self.stars = Stars(theme, names, name=show(_("Stars")), size=18)
        self.stars.rated.connect(self.rated)
        self.rating = Label(theme, "", "hint")
        self.tags = TagChips(desk)
        self.tags.added.connect(self._tags_added)
        self.tags.removed.connect(self._tag_removed)
        self.caption = TextEditor(desk, show(_("Our caption")), writes=False)
        self.credit, self.place, self.campaign = (
            LineEditor(desk, show(name), writes=False) for name in (_("Credit"), _("Place"), _("Campaign"))
        )
        self.apply = Button(theme, "", "primary").on(self._write)
        self.forget = Button(theme, show(_("Forget changes")), "ghost").on(self._forget)
        self.problem = Block()
        for field in (self.credit, self.place, self.campaign):
            field.textEdited.connect(lambda _text: self._count())
        self.caption.textChanged.connect(self._count)
        self._lay_out()

    def _lay_out(self) -> None:
        theme, show = self._desk.theme, self._desk.show
        request = action_button(
            theme, self._desk.actions.action("photos.request"), text=show(_("Request rights")), icon="send"
        )
        add = action_button(theme, self._desk.actions.action("photos.add"), text=show(_("Add to a gallery")),
                            icon="galleries")  # fmt: skip
        review = action_button(theme, self._desk.actions.action("photos.hand_over"),
                               text=show(_("Hand over for review")), icon="law")  # fmt: skip
        ways = FlowLayout(gap=8)
        for way in (request, add, review):
            ways.addWidget(way)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDES, SIDES, SIDES, SIDES)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(panel(self._states))
        layout.addLayout(row(self.pick, self.reject, None, self.stars, gap=6))
        layout.addLayout(row(None, self.rating))
        layout.addWidget(panel(ways))
        layout.addWidget(line())
        hint = _("Only what you touch is changed. Tags are added to those that are there.")
        layout.addWidget(Label(theme, show(hint), "hint", wrap=True))
        for words, field in (
            (_("Tags"), self.tags), (_("Our caption"), self.caption), (_("Credit"), self.credit),
            (_("Place"), self.place), (_("Campaign"), self.campaign),
        ):  # fmt: skip
            layout.addWidget(Label(theme, show(words), "hint"))
            layout.addWidget(field)
        layout.addWidget(self.problem)
        layout.addLayout(row(self.apply, self.forget, None))
        layout.addStretch(1)

    # ------------------------------------------------------------------ showing

    @property
    def several(self) -> Several | None:
        """The photos that the form is about."""
        return self._several

    def show_several(self, several: Several) -> None:
        """Show other photos, or the same ones as they are now; what is typed for the same ones stays."""
        same = self._several is not None and self._several.ids == several.ids
        self._several = several
        show, summary = self._desk.show, several.summary
        n = len(several.ids)
        self.title.set_text(show(ngettext("{n} photo", "{n} photos", n, n=n)))
        self._show_states(several)
        self.stars.set_stars(summary.rating.value or 0)
        self.rating.set_text(show(_("Stars: mixed")) if summary.rating.mixed else "")
        self.rating.setVisible(summary.rating.mixed)
        if same and self.edits().touched:
            return
        self._add_tags = self._remove_tags = ()
        for field, shared, nothing in (
            (self.credit, summary.credit, _("Nobody named")),
            (self.place, summary.place, _("No place")),
            (self.campaign, summary.campaign, _("No campaign")),
        ):
            field.fill(shared.value or "", hint=show(_hint(shared, nothing)))
            field.setReadOnly(self._desk.read_only)
        caption = _hint(summary.caption, _("Write a caption of our own…"))
        self.caption.fill(summary.caption.value or "", hint=show(caption))
        self._show_tags()
        self._count()

    def _show_states(self, several: Several) -> None:
        while (item := self._states.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for state, n in several.states:
            look = LOOKS[state]
            words = self._desk.show(_("{state}: {n}", state=look.words, n=n))
            self._states.addWidget(Pill(self._desk.theme, words, icon=look.icon, ink=look.ink, ground=look.ground))

    def _show_tags(self) -> None:
        """Each tag with the number of photos that carry it, unless all do."""
        if self._several is None:
            return
        summary = self._several.summary
        shown = [
            (tag, tag if n == summary.photos else self._desk.show(_("{tag} ({n})", tag=tag, n=n)))
            for tag, n in summary.tags if tag not in self._remove_tags and tag not in self._add_tags
        ]  # fmt: skip
        self.tags.show_tags([*((tag, f"+ {tag}") for tag in self._add_tags), *shown])

    # ------------------------------------------------------------------ what is touched

    def edits(self) -> Edits:
        """What would be written now."""
        return Edits(
            add_tags=self._add_tags,
            remove_tags=self._remove_tags,
            caption=self.caption.toPlainText() if self.caption.is_touched else None,
            credit=self.credit.text() if self.credit.is_touched else None,
            place=self.place.text() if self.place.is_touched else None,
            campaign=self.campaign.text() if self.campaign.is_touched else None,
        )

    def _tags_added(self, tags: tuple[str, ...]) -> None:
        self._add_tags = tuple(dict.fromkeys((*self._add_tags, *tags)))
        self._remove_tags = tuple(tag for tag in self._remove_tags if tag not in tags)
        self._show_tags()
        self._count()

    def _tag_removed(self, tag: str) -> None:
        if tag in self._add_tags:
            self._add_tags = tuple(one for one in self._add_tags if one != tag)
        else:
            self._remove_tags = (*self._remove_tags, tag)
        self._show_tags()
        self._count()

    def _count(self) -> None:
        touched = bool(self.edits().touched) and self._several is not None and not self._desk.read_only
        n = len(self._several.ids) if self._several else 0
        self.apply.set_text(self._desk.show(ngettext("Change {n} photo", "Change {n} photos", n, n=n)))
        self.apply.setEnabled(touched)
        self.forget.setVisible(touched)
        if not touched:
            self.problem.fill([])

    def _forget(self) -> None:
        self._add_tags = self._remove_tags = ()
        for field in (self.caption, self.credit, self.place, self.campaign):
            field.restore()
        self._show_tags()
        self._count()

    # ------------------------------------------------------------------ writing

    def _write(self) -> None:
        several, edits = self._several, self.edits()
        if several is None or not edits.touched:
            return
        ids, place = [AssetId(number) for number in several.ids], self._desk.here()
        kinds = Changed.MARKS | (Changed.CONSENT | Changed.REGISTER if edits.place is not None else Changed.NOTHING)

        def told(n: int) -> Toast:
            if not n:
                return Toast(_("Nothing to change: all photos are like this already."), icon="info")
            return Toast(ngettext("Edited {n} photo", "Edited {n} photos", n, n=n), undo=True)

        def done(_n: int) -> None:
            self._add_tags = self._remove_tags = ()
            for field in (self.caption, self.credit, self.place, self.campaign):
                field.keep()
            self._count()

        self._desk.act(
            lambda studio: studio.editing.edit(ids, edits, place=place),
            kinds=kinds, ids=several.ids, done=done, toast=told, failed=self._refused, owner=self,
        )  # fmt: skip

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, StudioError):
            self.problem.fill([bullet(self._desk.theme, "warning", "danger", self._desk.show(error.text))])
        else:
            self._desk.tell(error)


def _hint(shared: Shared[str], nothing: Text) -> Text:
    return _("Mixed") if shared.mixed else nothing

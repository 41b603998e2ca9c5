"""Brands: their standard use, of which badges and counts speak, and when a lawyer has to approve."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.fields import Field, FieldsDialog, codes
from ugc_studio.desktop.pages.settings.part import SettingsPart
from ugc_studio.desktop.widgets.basic import Button, Label, card, clear, column, panel, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.form import Form, Number
from ugc_studio.desktop.widgets.pieces import CheckBox, Select
from ugc_studio.domain.consent import EvidenceKind
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.register import Brand, Notice
from ugc_studio.services.consent.desk.formules import newest
from ugc_studio.services.consent.policy_history import DEFAULT_NOTICE
from ugc_studio.services.consent.retention import MONTHS, SETTING
from ugc_studio.services.words import EVIDENCE, network_name

ASKING: tuple[tuple[str, Text, Text], ...] = (
    ("again_after", _("Ask again after"), _("Days. The same person is not asked the same again before.")),
    ("remind_after", _("Remind after"), _("Days. There is one reminder, and never a second.")),
    ("silent_after", _("No answer after"), _("Days. Then silence is recorded; it is neither a yes nor a no.")),
)
"""The terms of asking: field, words, what it means."""


@dataclass(frozen=True, slots=True)
class _Known:
    brands: list[Brand]
    networks: list[str]
    notices: Mapping[str, list[tuple[object, str]]]
    """Keys and names of the wordings that each brand may use."""


def _known(studio: Studio) -> _Known:
    with studio.library.read() as session:
        brands = session.register.brands()
        every = session.register.notices()
    notices = {brand.uuid: _choices(newest(every, brand.uuid)) for brand in brands}
    return _Known(brands, list(dict.fromkeys(channel.network for channel in studio.channels)), notices)


def _choices(notices: Sequence[Notice]) -> list[tuple[object, str]]:
    return [(notice.key, notice.name) for notice in notices]


class BrandsPart(SettingsPart):
    """One card a brand; what is changed counts at once, for every badge and every check."""

    name = "brands"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Brands and rights"),
            _("Badges, counts and queues speak of the standard use of the brand that is chosen in the sidebar."),
        )
        self.cards = QVBoxLayout()
        self.cards.setSpacing(12)
        self.stack.addLayout(self.cards)
        add = Button(self.theme, desk.show(_("Add a brand…")), icon="plus").on(self.add)
        add.setEnabled(not desk.read_only)
        self.stack.addWidget(panel(row(add, None)))
        self.finish()
        self._look()

    def entered(self, place: Mapping[str, Any]) -> None:
        """``do: add`` opens the dialog for a new brand."""
        if place.get("do") == "add":
            self.add()

    def refresh(self, changed: Changes) -> None:
        """Another brand, or other rules."""
        if changed.touch(Changed.REGISTER):
            self._look()

    def add(self) -> None:
        """Ask for a new brand."""
        fields = (
            Field("name", _("Name")),
            Field("entity", _("Company"), hint=_("The legal entity that answers for it."), needed=False),
            Field("countries", _("Countries"), "FR", hint=_("Codes of two letters, for instance: FR, BE")),
        )
        FieldsDialog(
            self.desk,
            self.window(),
            _("Add a brand"),
            fields,
            save=lambda studio, said: studio.register.add_brand(
                said["name"], legal_entity=said["entity"] or None, countries=codes(said["countries"])
            ),
            yes=_("Add brand"),
            toast=_("The brand was added"),
        ).appear()

    # ------------------------------------------------------------------ cards

    def _look(self) -> None:
        self.desk.ask(_known, self._show, owner=self, key="brands")

    def _show(self, known: _Known) -> None:
        clear(self.cards)
        if not known.brands:
            words = _("No brand yet. Rights are granted to a brand, so add the one you work for.")
            self.cards.addWidget(Label(self.theme, self.words(words), "quiet", wrap=True))
        for brand in known.brands:
            self._card(brand, known)

    def _card(self, brand: Brand, known: _Known) -> None:
        show, theme = self.words, self.theme
        name = LineField(theme, show(_("Name")), brand.name)
        name.editingFinished.connect(lambda: self._rename(brand, name))
        choices: list[tuple[object, str]] = [(network, show(network_name(network))) for network in known.networks]
        channel = Select(theme, show(_("Standard channel")), choices)
        channel.set_value(brand.standard_use.get("channel"))
        channel.picked.connect(lambda value: self._change(brand, standard_use={"channel": value}))
        days = Number(theme, show(_("Days online")), lowest=1, highest=3650)
        stored = brand.standard_use.get("days")
        days.setValue(stored if isinstance(stored, int) else 30)
        days.editingFinished.connect(lambda: self._days(brand, days))
        form = Form(theme)
        form.add(show(_("Name")), name)
        form.add(show(_("Company")), Label(theme, brand.legal_entity or brand.name, "quiet", wrap=True))
        form.add(show(_("Countries")), Label(theme, ", ".join(brand.countries), "quiet"))
        form.add(show(_("Standard use")), channel, hint=show(_("A cleared badge means: cleared for this.")))
        form.add(show(_("Days online")), days)
        form.add(show(_("Ask a lawyer")), self._rules(brand))
        form.add(
            show(_("Contact")), self._contact(brand),
            hint=show(_("Where people write to withdraw or to ask. It stands in every wording.")),
        )  # fmt: skip
        for key, words, hint in ASKING:
            form.add(show(words), self._term(brand, key, words), hint=show(hint))
        self._more_rules(form, brand, known)
        for control in (name, channel, days):
            control.setEnabled(not self.desk.read_only)
        box = card()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addWidget(form)
        self.cards.addWidget(box)

    def _more_rules(self, form: Form, brand: Brand, known: _Known) -> None:
        """The usual wording, guidelines, retention, and what was changed when."""
        show, theme = self.words, self.theme
        usual = Select(theme, show(_("Usual wording")), [(None, show(_("None"))), *known.notices.get(brand.uuid, ())])
        usual.set_value(brand.standard_use.get(DEFAULT_NOTICE))
        usual.picked.connect(lambda value: self._change(brand, standard_use={DEFAULT_NOTICE: value}))
        form.add(show(_("Usual wording")), usual, hint=show(_("It is offered first when somebody is asked.")))
        version = LineField(theme, show(_("Guidelines in force")), brand.policy.guidelines or "")
        version.editingFinished.connect(lambda: self._say_guidelines(brand, version))
        form.add(
            show(_("Guidelines in force")), version,
            hint=show(_("The version that employees must have accepted. Empty: none is asked for.")),
        )  # fmt: skip
        months = Number(theme, show(_("Keep unused photos")), lowest=1, highest=600)
        stored = brand.standard_use.get(SETTING)
        months.setValue(stored if isinstance(stored, int) else MONTHS)
        months.editingFinished.connect(lambda: self._say_months(brand, months))
        form.add(
            show(_("Keep unused photos")), months,
            hint=show(_("Months after which photos that nobody may use are proposed for erasure.")),
        )  # fmt: skip
        for control in (usual, version, months):
            control.setEnabled(not self.desk.read_only)
        changes = Button(theme, show(_("What was changed, and when…")), "link", icon="history")
        form.add(show(_("These rules")), panel(row(changes.on(lambda: self._show_changes(brand)), None)))

    def _show_changes(self, brand: Brand) -> None:
        from ugc_studio.desktop.pages.settings.policy_dialog import open_changes

        open_changes(self.desk, self.window(), brand)

    def _rules(self, brand: Brand) -> QWidget:
        show, rules = self.words, brand.policy.approval
        boxes = column(gap=4)
        for key, words, on in (
            ("every_grant", _("for every answer"), rules.every_grant),
            ("paid", _("for advertising"), rules.paid),
            ("minors", _("when a child can be recognised"), rules.minors),
        ):
            box = CheckBox(self.theme, show(words), checked=on)
            box.toggled.connect(
                lambda on, key=key, box=box: self._change(brand, approval={key: on}, failed=lambda: _put_back(box))
            )
            box.setEnabled(not self.desk.read_only)
            boxes.addWidget(box)
        boxes.addWidget(Label(self.theme, show(_("when the answer is only a")), "hint"))
        flow = FlowLayout(gap=8)
        for kind in EvidenceKind:
            box = CheckBox(self.theme, show(EVIDENCE[kind]), checked=kind.value in rules.evidence)
            box.toggled.connect(lambda _on, kind=kind, box=box: self._evidence(brand, kind.value, box))
            box.setEnabled(not self.desk.read_only)
            flow.addWidget(box)
        boxes.addWidget(panel(flow))
        return panel(boxes)

    def _contact(self, brand: Brand) -> QWidget:
        field = LineField(self.theme, self.words(_("Contact")), brand.policy.contact or "")
        field.setEnabled(not self.desk.read_only)
        field.editingFinished.connect(lambda: self._say_contact(brand, field))
        return field

    def _term(self, brand: Brand, key: str, words: Text) -> QWidget:
        """One term of asking, in days."""
        field = Number(self.theme, self.words(words), lowest=1, highest=3650)
        field.setValue(getattr(brand.policy.asking, key))
        field.setEnabled(not self.desk.read_only)
        field.editingFinished.connect(lambda: self._say_term(brand, key, field))
        return field

    # ------------------------------------------------------------------ changing

    def _rename(self, brand: Brand, field: LineField) -> None:
        name = field.text().strip()
        if name and name != brand.name:
            self._change(brand, name=name)

    def _days(self, brand: Brand, field: Number) -> None:
        if field.value() != brand.standard_use.get("days"):
            self._change(brand, standard_use={"days": field.value()})

    def _say_contact(self, brand: Brand, field: LineField) -> None:
        contact = field.text().strip()
        if contact != (brand.policy.contact or ""):
            self._change(brand, policy={"contact": contact or None})

    def _say_term(self, brand: Brand, key: str, field: Number) -> None:
        before = getattr(brand.policy.asking, key)
        if field.value() != before:
            self._change(brand, asking={key: field.value()}, failed=lambda: field.setValue(before))

    def _say_guidelines(self, brand: Brand, field: LineField) -> None:
        version = field.text().strip()
        if version != (brand.policy.guidelines or ""):
            self._change(brand, policy={"guidelines": version or None})

    def _say_months(self, brand: Brand, field: Number) -> None:
        if field.value() != brand.standard_use.get(SETTING, MONTHS):
            self._change(brand, standard_use={SETTING: field.value()})

    def _evidence(self, brand: Brand, kind: str, box: CheckBox) -> None:
        kept = brand.policy.approval.evidence
        changed = kept | {kind} if box.isChecked() else kept - {kind}
        self._change(brand, approval={"evidence": changed}, failed=lambda: _put_back(box))

    def _change(self, brand: Brand, *, failed: Callable[[], None] | None = None, **said: Any) -> None:
        """Write a change; what was refused is put back and said."""

        def refused(error: BaseException) -> None:
            if failed is not None:
                failed()
            self.desk.tell(error)

        self.desk.act(
            lambda studio: studio.register.edit_brand(brand.key, **said),
            kinds=Changed.REGISTER | Changed.CONSENT | Changed.MARKS, failed=refused, owner=self,
        )  # fmt: skip


def _put_back(box: CheckBox) -> None:
    """As it was before somebody ticked what they may not change; nothing is written again."""
    box.blockSignals(True)
    box.setChecked(not box.isChecked())
    box.blockSignals(False)

"""Language, appearance, text size, and under which name one works."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from ugc_studio import resources
from ugc_studio.app.preferences import LARGEST_TEXT, SMALLEST_TEXT, Preferences
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.settings.part import SettingsPart
from ugc_studio.desktop.widgets.basic import Label, column, panel, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import Form
from ugc_studio.desktop.widgets.pieces import Segments, Select
from ugc_studio.domain.messages import _

OWN_NAMES = {"en": "English", "fr": "Français"}
"""Languages by the name their speakers give them, never translated."""
STEP = 5


class GeneralPart(SettingsPart):
    """What concerns the person and the looks."""

    name = "general"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("General"))
        show, chosen = desk.show, desk.preferences
        languages: list[tuple[object, str]] = [("", show(_("As the system")))]
        languages += [(code, OWN_NAMES.get(code, code)) for code in resources.languages()]
        self.language = Select(self.theme, show(_("Language")), languages)
        self.language.set_value(chosen.language)
        self.language.picked.connect(lambda value: self._prefer(language=str(value)))
        self.appearance = Segments(
            self.theme,
            show(_("Appearance")),
            [("system", show(_("System")), ""), ("light", show(_("Light")), ""), ("dark", show(_("Dark")), "")],
        )
        self.appearance.set_value(chosen.appearance)
        self.appearance.chosen.connect(lambda value: self._prefer(appearance=str(value)))
        looks = Form(self.theme)
        looks.add(show(_("Language")), self.language)
        looks.add(show(_("Appearance")), panel(row(self.appearance, None)))
        looks.add(show(_("Text size")), self._text_size(chosen))
        self.section(None, looks)
        self.section(_("You"), self._you(chosen))
        self.finish()

    # ------------------------------------------------------------------ text size

    def _text_size(self, chosen: Preferences) -> QWidget:
        show = self.desk.show
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(SMALLEST_TEXT // STEP, LARGEST_TEXT // STEP)
        self.slider.setValue(chosen.text_size // STEP)
        self.slider.setAccessibleName(show(_("Text size")))
        self.slider.setMinimumWidth(self.theme.px(200))
        self._percent = Label(self.theme, "", "medium")
        self._percent.setMinimumWidth(self.theme.px(56))
        self.sample = Label(self.theme, show(_("Only cleared photos leave")), "body")
        self.slider.valueChanged.connect(lambda _value: self._preview())
        self.slider.sliderReleased.connect(self._apply_size)
        self._preview()
        return panel(column(row(self.slider, self._percent, None), self.sample, gap=6))

    def _preview(self) -> None:
        percent = self.slider.value() * STEP
        self._percent.set_text(self.desk.show(_("{n} %", n=percent)))
        font = self.theme.font(13)
        font.setPixelSize(max(1, round(13 * percent / 100)))
        self.sample.setFont(font)
        if not self.slider.isSliderDown():
            self._apply_size()

    def _apply_size(self) -> None:
        percent = self.slider.value() * STEP
        if percent != self.desk.preferences.text_size:
            self._prefer(text_size=percent)

    # ------------------------------------------------------------------ the person

    def _you(self, chosen: Preferences) -> QWidget:
        show = self.desk.show
        self.person = LineField(self.theme, show(_("Your name")), self.desk.studio.actor.name)
        self.person.editingFinished.connect(self._rename)
        roles: list[tuple[object, str]] = [
            ("editor", show(_("Editor"))),
            ("legal", show(_("Legal reviewer"))),
            ("scheduler", show(_("Scheduler"))),
        ]
        self.role = Select(self.theme, show(_("Role")), roles)
        self.role.set_value(chosen.role)
        self.role.picked.connect(lambda value: self._become(role=str(value)))
        form = Form(self.theme)
        form.add(show(_("Your name")), self.person, hint=show(_("Stands beside everything you record about rights.")))
        form.add(
            show(_("Role")),
            self.role,
            hint=show(_("Legal reviewers approve and lift blocks, and start in Consent. Schedulers plan and export.")),
        )
        return form

    def _rename(self) -> None:
        name = self.person.text().strip()
        if name and name != self.desk.studio.actor.name:
            self._become(name=name)
        elif not name:
            self.person.setText(self.desk.studio.actor.name)

    def _become(self, **changes: str) -> None:
        """Work under another name or role: the library is opened anew for that person."""
        changed = dataclasses.replace(self.desk.preferences, **changes)  # type: ignore[arg-type]  # name and role only
        self.desk.prefer(changed, rebuild=False)
        self.desk.switch_library(self.desk.studio.library.folder.root)

    def _prefer(self, **changes: object) -> None:
        self.desk.prefer(dataclasses.replace(self.desk.preferences, **changes))  # type: ignore[arg-type]  # by name


class _Slider(QSlider):
    """The wheel scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()

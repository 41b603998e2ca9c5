"""Presets of exports: kept with a button in Export, listed and deleted here."""

from __future__ import annotations

from functools import partial

from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.settings.part import Lines, SettingsPart
from ugc_studio.desktop.widgets.basic import Button
from ugc_studio.domain.messages import _
from ugc_studio.services.exporting.desk import ExportPreset
from ugc_studio.services.words import exporter_names


class PresetsPart(SettingsPart):
    """A list of them."""

    name = "presets"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Export presets"), _("A preset keeps a destination with its options and its use."))
        self._list = Lines(desk, _("No preset yet. Choose a destination in Export and keep it there."))
        self.section(None, self._list)
        self.finish()

    def entered(self, place: object) -> None:  # noqa: ARG002 - presets may have been kept since
        """Look again."""
        self._look()

    def refresh(self, changed: Changes) -> None:
        """One may have come."""
        if changed.touch(Changed.USES):
            self._look()

    def _look(self) -> None:
        self.desk.ask(lambda studio: studio.export_desk.presets(), self._show, owner=self, key="presets")

    def _show(self, presets: list[ExportPreset]) -> None:
        names = exporter_names()
        lines = []
        for preset in presets:
            delete = Button(self.theme, self.words(_("Delete"))).on(partial(self._delete, preset))
            delete.setEnabled(not self.desk.read_only)
            lines.append((preset.name, self.words(names.get(preset.exporter, preset.exporter)), (delete,)))
        self._list.show_lines(lines)

    def _delete(self, preset: ExportPreset) -> None:
        self.desk.act(
            lambda studio: studio.export_desk.delete_preset(preset.id),
            kinds=Changed.USES,
            toast=Toast(_("The preset {name} was deleted", name=preset.name)),
        )

"""The library's folder, its backups, and looking after it."""

from __future__ import annotations

from functools import partial

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.asking import ask
from ugc_studio.desktop.pages.settings.part import Lines, SettingsPart
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, action_button, column, panel
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.sizes import size_words
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.backup import Backup, BackupStore

REASONS = {
    "asked": _("made when asked"),
    "before-migration": _("made before an update of the library"),
    "before-restore": _("made before another copy was put back"),
    "close": _("made when the library was closed"),
}


def _backups(studio: Studio) -> list[Backup]:
    library = studio.library
    return BackupStore(library.folder, clock=library.clock).all()


class StoragePart(SettingsPart):
    """Where the library lies, what copies there are, and what can be done for it."""

    name = "library"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Library"))
        show, theme, actions = desk.show, self.theme, desk.actions
        root = desk.studio.library.folder.root
        buttons = FlowLayout(gap=8)
        buttons.addWidget(
            Button(theme, show(_("Show folder")), icon="folder").on(lambda: desk.prompts.show_folder(root))
        )
        buttons.addWidget(action_button(theme, actions.action("app.open_library"), icon="folder_open"))
        buttons.addWidget(action_button(theme, actions.action("app.doctor"), icon="ok"))
        buttons.addWidget(action_button(theme, actions.action("app.empty_trash"), icon="trash"))
        buttons.addWidget(action_button(theme, actions.action("app.find_duplicates"), icon="duplicates"))
        self.section(None, panel(column(ElidedLabel(theme, str(root), "medium"), panel(buttons), gap=12)))
        self._list = Lines(desk, _("No backup yet. One is made whenever the library is closed after changes."))
        now = action_button(theme, actions.action("app.back_up"))
        self.section(_("Backups"), self._list, now)
        self.finish()
        desk.tasks.changed.connect(self._look_again)
        self._running = 0
        self._look()

    def refresh(self, changed: Changes) -> None:
        """Backups change with nothing else; see the tasks."""

    def _look_again(self) -> None:
        """After any job there may be another copy."""
        running = len(self.desk.tasks.running)
        if running < self._running:
            self._look()
        self._running = running

    def _look(self) -> None:
        self.desk.ask(_backups, self._show_backups, owner=self, key="backups")

    def _show_backups(self, backups: list[Backup]) -> None:
        show = self.desk.show
        lines = []
        for backup in backups[:30]:
            why: Text | str = REASONS.get(backup.reason, backup.reason)
            about = _(
                "{reason} · {photos} photos · {size}",
                reason=why,
                photos=backup.counts.get("assets", 0),
                size=size_words(backup.bytes),
            )
            put_back = Button(self.theme, show(_("Put back…"))).on(partial(self._ask, backup))
            put_back.setEnabled(not self.desk.read_only)
            lines.append((show(_("{day}", day=backup.at.astimezone())), show(about), (put_back,)))
        self._list.show_lines(lines)

    def _ask(self, backup: Backup) -> None:
        ask(
            self.desk,
            self.window(),
            _("Put this backup back?"),
            _(
                "The library becomes what it was on {day}. What it is now is kept as a backup too. Refusals, "
                "withdrawals and erasures recorded since are applied again, so nothing comes back that must not.",
                day=backup.at.astimezone(),
            ),
            yes=_("Put back"),
            done=lambda: self.desk.restore_backup(backup.path),
        )

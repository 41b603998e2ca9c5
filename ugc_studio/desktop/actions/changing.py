"""Changing the key of a command: what a key may be, and which command has it already."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ugc_studio.desktop.actions.registry import Actions
from ugc_studio.desktop.actions.spec import ActionSpec

_MODIFIERS = {
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}  # fmt: skip
_RESERVED = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}
"""Keys by which one moves about and leaves; they are never given away."""


def keys_of_event(event: QKeyEvent) -> str:
    """The portable text of pressed keys; empty for a modifier alone and for reserved keys."""
    key = Qt.Key(event.key())
    if key in _MODIFIERS or key in _RESERVED:
        return ""
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)


def keys_now(actions: Actions, action: str) -> str:
    """The shown key of a command, as it is stored; empty without one."""
    return actions.action(action).shortcut().toString(QKeySequence.SequenceFormat.PortableText)


def rival(actions: Actions, action: str, keys: str) -> str | None:
    """Another command that would act on the same keys in the same place."""
    spec = actions.specs[action]
    wanted = QKeySequence(keys)
    for other in actions.specs.values():
        if other.id != action and _meet(spec, other) and wanted in actions.action(other.id).shortcuts():
            return other.id
    return None


def _meet(one: ActionSpec, other: ActionSpec) -> bool:
    return not one.page or not other.page or one.page == other.page


def with_keys(stored: Mapping[str, str], spec: ActionSpec, keys: str | None) -> dict[str, str]:
    """The stored choices after a change; None, and the key the command comes with, go back to how it was."""
    changed = {name: value for name, value in stored.items() if name != spec.id}
    if keys is not None and keys != (spec.keys[0] if spec.keys else ""):
        changed[spec.id] = keys
    return changed

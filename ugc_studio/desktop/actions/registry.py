"""The one registry: makes the QActions, gives keys their scope, and sends each command to whoever handles it now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.actions.catalogue import CATALOGUE
from ugc_studio.desktop.actions.keys import caps_of, digit_of
from ugc_studio.desktop.actions.spec import ActionSpec, Scope
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.domain.messages import Translator

Handler = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Binding:
    page: str
    handler: Handler
    owner: QObject


class Actions(QObject):
    """Every command once; a page binds what it does while that page is shown, the window binds the rest."""

    triggered = Signal(str)
    """The id of each command that was carried out (journeys count these)."""

    def __init__(
        self,
        window: QWidget,
        *,
        theme: Theme,
        translate: Translator,
        shortcuts: Mapping[str, str],
        single_keys: bool,
        specs: Sequence[ActionSpec] = CATALOGUE,
    ) -> None:
        super().__init__(window)
        self.specs: dict[str, ActionSpec] = {spec.id: spec for spec in specs}
        self._window = window
        self._translate = translate
        self._bindings: dict[str, list[_Binding]] = {}
        self._actions: dict[str, QAction] = {}
        self._views: list[QWidget] = []
        self._page = ""
        self._single_keys = single_keys
        for spec in specs:
            self._actions[spec.id] = self._make(spec, theme, shortcuts.get(spec.id))
        window.installEventFilter(self)

    # ------------------------------------------------------------------ for pages

    def bind(self, action: str, handler: Handler, *, owner: QObject, page: str = "") -> None:
        """Let ``handler`` do it: on this page, or anywhere when no page is named; the page's own comes first."""
        self._bindings.setdefault(action, []).append(_Binding(page, handler, owner))
        self._update(action)

    def photo_view(self, view: QWidget, *, digits: bool = True) -> None:
        """Let the keys of photos act while this view (or a child of it) has the focus."""
        self._views.append(view)
        for spec in self.specs.values():
            if spec.scope is Scope.PHOTOS:
                view.addAction(self._actions[spec.id])
        if digits:
            view.installEventFilter(self)

    def action(self, action: str) -> QAction:
        """The QAction itself, for buttons and menus."""
        return self._actions[action]

    def trigger(self, action: str) -> bool:
        """Carry out a command; whether anyone could."""
        binding = self._binding(action)
        if binding is None:
            return False
        binding.handler()
        self.triggered.emit(action)
        return True

    def can(self, action: str) -> bool:
        """Whether anyone would handle it now."""
        return self._binding(action) is not None

    def caps(self, action: str) -> tuple[str, ...]:
        """The key caps of a command as they really act now; empty without a key."""
        return caps_of(self._actions[action].shortcut())

    def words(self, action: str) -> str:
        """The words of a command in the window's language."""
        return self._translate(self.specs[action].text)

    def show_page(self, page: str) -> None:
        """Commands now go to this page first."""
        self._page = page
        for action in self._actions:
            self._update(action)

    def retire(self) -> None:
        """Take every command off the window, because a new registry takes over."""
        for action in self._actions.values():
            self._window.removeAction(action)
        self._window.removeEventFilter(self)
        for view in self._views:
            if shiboken6.isValid(view):
                view.removeEventFilter(self)
        self._bindings.clear()
        self.deleteLater()

    # ------------------------------------------------------------------ inside

    def _make(self, spec: ActionSpec, theme: Theme, chosen: str | None) -> QAction:
        action = QAction(self._translate(spec.text), self)
        action.setObjectName(spec.id)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        keys = spec.keys if chosen is None else ((chosen,) if chosen else ())
        if self._single_keys or not spec.is_single_key:
            action.setShortcuts([QKeySequence(key) for key in keys])
        caps = caps_of(action.shortcut())
        hint = self._translate(spec.hint or spec.text)
        action.setToolTip(f"{hint}  ({'+'.join(caps)})" if caps else hint)
        action.triggered.connect(lambda _checked=False, name=spec.id: self.trigger(name))
        if spec.scope is Scope.EVERYWHERE:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
        else:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setEnabled(False)
        return action

    def _binding(self, action: str) -> _Binding | None:
        alive = [b for b in self._bindings.get(action, ()) if shiboken6.isValid(b.owner)]
        self._bindings[action] = alive
        for page in (self._page, ""):
            here = [binding for binding in alive if binding.page == page]
            if here:
                return max(enumerate(here), key=lambda entry: (_depth(entry[1].owner), entry[0]))[1]
        return None

    def _update(self, action: str) -> None:
        self._actions[action].setEnabled(self._binding(action) is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits of keyboards that type signs in the digit row (rule b of the shortcut table)."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self._window:  # nobody inside wanted the key
            return self._digit_with_ctrl(event) or super().eventFilter(watched, event)
        if self._single_keys:
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
            digit = digit_of(event) if plain else None
            if digit is not None and self._digit(digit):
                return True
        return super().eventFilter(watched, event)

    def _digit_with_ctrl(self, event: QKeyEvent) -> bool:
        """Ctrl and a key of the digit row, where the digits themselves need Shift: Qt knows it by its sign only."""
        digit = digit_of(event) if event.modifiers() == Qt.KeyboardModifier.ControlModifier else None
        if digit is None:
            return False
        keys = QKeySequence(f"Ctrl+{digit}")
        found = next((action for action in self._actions.values() if keys in action.shortcuts()), None)
        return found is not None and found.isEnabled() and self.trigger(found.objectName())

    def _digit(self, digit: int) -> bool:
        wanted = (f"duplicates.keep_{digit}",) if self._page == "duplicates" else (f"photos.rate_{digit}",)
        return any(name in self.specs and self.trigger(name) for name in wanted)


def _depth(owner: QObject) -> int:
    """How deep in the window whoever handles a command is; a view that is shown goes before the page around it."""
    thing: QObject | None = owner
    while thing is not None and not isinstance(thing, QWidget):
        thing = thing.parent()
    if not isinstance(thing, QWidget) or not thing.isVisible():
        return 0
    depth = 0
    while thing is not None:
        thing, depth = thing.parent(), depth + 1
    return depth

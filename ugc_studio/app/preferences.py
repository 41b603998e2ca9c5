"""A person's choices on this machine: language, appearance, keys, and where the window was left."""

from __future__ import annotations

import json
import locale
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ugc_studio import resources
from ugc_studio.app import paths

APPEARANCES = ("system", "light", "dark")
SMALLEST_TEXT, LARGEST_TEXT = 90, 140


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices; applied at once, kept in ``settings.toml`` beside the last library."""

    language: str = ""
    """Empty: the system's."""
    appearance: str = "system"
    text_size: int = 100
    """Percent, 90 to 140."""
    single_keys: bool = True
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    """Action id → portable key text, for actions whose key was changed."""
    name: str = ""
    role: str = "editor"
    find_faces: bool = True
    """Whether new photos are searched for faces by themselves."""
    hints_seen: tuple[str, ...] = ()
    window: Mapping[str, Any] = field(default_factory=dict)
    """Geometry and the place that was left, by library."""

    def spoken(self) -> str:
        """The language to show: the chosen one, else the system's, else English."""
        return self.language if self.language in resources.languages() else system_language()


def system_language() -> str:
    """The system's language when the program speaks it, else English."""
    code = (locale.getlocale()[0] or "").split("_", maxsplit=1)[0].lower()
    code = {"french": "fr", "english": "en"}.get(code, code)
    return code if code in resources.languages() else resources.SOURCE_LANGUAGE


def load(stored: Mapping[str, object] | None = None) -> Preferences:
    """Read the preferences; a value that makes no sense counts as never chosen."""
    found = paths.settings() if stored is None else stored
    base = Preferences()
    size = found.get("text_size")
    appearance = found.get("appearance")
    return replace(
        base,
        language=_text(found, "language"),
        appearance=appearance if appearance in APPEARANCES and isinstance(appearance, str) else base.appearance,
        text_size=min(LARGEST_TEXT, max(SMALLEST_TEXT, size)) if isinstance(size, int) else base.text_size,
        single_keys=found.get("single_keys") is not False,
        find_faces=found.get("find_faces") is not False,
        shortcuts=_json(found, "shortcuts"),
        name=_text(found, "name"),
        role=_text(found, "role") or base.role,
        hints_seen=tuple(str(hint) for hint in _json(found, "hints_seen").get("seen", ())),
        window=_json(found, "window"),
    )


def save(preferences: Preferences, file: Path | None = None) -> None:
    """Write the preferences, keeping every other line of the file; a full disk is not worth a message here."""
    values: dict[str, str | int | bool] = {
        "language": preferences.language,
        "appearance": preferences.appearance,
        "text_size": preferences.text_size,
        "single_keys": preferences.single_keys,
        "find_faces": preferences.find_faces,
        "shortcuts": json.dumps(dict(preferences.shortcuts), ensure_ascii=False),
        "name": preferences.name,
        "role": preferences.role,
        "hints_seen": json.dumps({"seen": list(preferences.hints_seen)}),
        "window": json.dumps(dict(preferences.window), ensure_ascii=False),
    }
    paths.write_settings(values, file)


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _json(found: Mapping[str, object], name: str) -> dict[str, Any]:
    try:
        value = json.loads(_text(found, name) or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}

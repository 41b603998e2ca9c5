"""Where settings, logs and the library belong on each system, and which library is opened when none is named."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from platformdirs import PlatformDirs

LIBRARY_VARIABLE = "UGC_STUDIO_LIBRARY"

_DIRS = PlatformDirs("ugc-studio", appauthor=False)


def settings_file() -> Path:
    """The settings of this person on this machine; may be missing."""
    return Path(_DIRS.user_config_path) / "settings.toml"


def log_file() -> Path:
    """The log that a message about an unexpected error points to."""
    return Path(_DIRS.user_log_path) / "ugc-studio.log"


def default_library() -> Path:
    """The library of a person who never chose a folder."""
    return Path(_DIRS.user_data_path) / "library"


def settings() -> dict[str, object]:
    """The settings as they are; a missing or spoilt file counts as empty, because no command may fail for it."""
    try:
        return tomllib.loads(settings_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def exports_folder() -> Path:
    """Where exports are proposed to go: a folder that people find again."""
    return Path(_DIRS.user_documents_path) / "UGC Studio" / "Exports"


def library_folder(named: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The library to open: the named one, else ``UGC_STUDIO_LIBRARY``, else the last opened, else the default."""
    if named is not None:
        return named
    if from_environment := environment.get(LIBRARY_VARIABLE):
        return Path(from_environment)
    last = settings().get("last_library")
    return Path(last) if isinstance(last, str) and last else default_library()


def remember_library(folder: Path) -> None:
    """Make this the library that is opened when none is named."""
    write_settings({"last_library": str(folder.resolve())})


def write_settings(values: Mapping[str, str | int | bool], file: Path | None = None) -> None:
    """Set some settings and keep the others, line by line; failing to is not worth a message."""
    target = file or settings_file()
    # JSON's strings, numbers and booleans are TOML's.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    try:
        old = target.read_text("utf-8").splitlines() if target.exists() else []
        kept = [line for line in old if line.partition("=")[0].strip() not in values]
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(".new")
        half.write_text("\n".join([*lines, *kept]) + "\n", "utf-8")
        half.replace(target)
    except (OSError, ValueError):
        return


def sample_library() -> Path:
    """Where this person's sample library lies, made or not."""
    return default_library().with_name("sample") / "library"

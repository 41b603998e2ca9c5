"""Finds the files that ship with the program: icons, rule packs, channel limits, templates, texts.

In an installed program they lie in ``ugc_studio/_resources``; in a checkout in ``resources/`` at the top.
"""

from __future__ import annotations

import gettext
import io
from pathlib import Path

DOMAIN = "ugc_studio"
SOURCE_LANGUAGE = "en"


def folder() -> Path:
    """The folder that holds all resources."""
    installed = Path(__file__).with_name("_resources")
    return installed if installed.is_dir() else Path(__file__).resolve().parent.parent / "resources"


def path(*parts: str) -> Path:
    """One file or folder below the resources; it need not exist."""
    return folder().joinpath(*parts)


def languages() -> tuple[str, ...]:
    """The languages that the program speaks, the source language first."""
    translated = sorted(po.parent.parent.name for po in path("i18n").glob(f"*/LC_MESSAGES/{DOMAIN}.[mp]o"))
    return (SOURCE_LANGUAGE, *dict.fromkeys(translated))


def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; an unknown language gets the source texts.

    The compiled catalogue is used when it is there and not older than its source, so that a checkout shows
    a changed text at once.
    """
    source = path("i18n", language, "LC_MESSAGES", f"{DOMAIN}.po")
    compiled = source.with_suffix(".mo")
    if compiled.is_file() and (not source.is_file() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    return _compile_in_memory(source) if source.is_file() else gettext.NullTranslations()


def _compile_in_memory(source: Path) -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo  # heavy, and only needed in a checkout that was never installed
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)

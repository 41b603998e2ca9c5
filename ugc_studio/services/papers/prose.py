"""Whole sentences of papers that are read by people outside, kept as data in each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from ugc_studio import resources
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _


def prose(name: str, language: str) -> Mapping[str, Any]:
    """The texts of one paper in one language.

    Raises:
        UsageError: the paper is not written in that language.
    """
    texts: dict[str, Mapping[str, Any]] = tomllib.loads(resources.path("papers", f"{name}.toml").read_text("utf-8"))
    if language not in texts:
        raise UsageError(
            _("This paper is not written in {lang}. Choose one of: {known}.", lang=language, known=sorted(texts))
        )
    return texts[language]

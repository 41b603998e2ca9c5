"""Build hook: compiles the text catalogues and puts ``resources/`` into the wheel as ``ugc_studio/_resources``."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[Any]):
    """Runs for wheels; an editable install only compiles, because a checkout reads ``resources/`` itself."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, then map the resources, unless the wheel is an editable one."""
        root = Path(self.root)
        runpy.run_path(str(root / "packaging" / "texts.py"))["compile_catalogues"](root)
        if version != "editable":
            build_data["force_include"][str(root / "resources")] = "ugc_studio/_resources"

"""What the program is made of, with versions as they are installed and the licences they come under."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ugc_studio import resources
from ugc_studio.domain.messages import Text, _


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that others made and the program uses."""

    name: str
    licence: str
    use: Text
    package: str
    """The distribution whose version is shown; empty for a file of ``resources/third_party``."""

    @property
    def version(self) -> str:
        """The installed version; nothing where it is built in without its papers."""
        try:
            return version(self.package) if self.package else ""
        except PackageNotFoundError:
            return ""


PARTS: tuple[Part, ...] = (
    Part("Qt and PySide6", "LGPL-3.0", _("the window"), "PySide6_Essentials"),
    Part("Inter", "OFL-1.1", _("the typeface, by Rasmus Andersson"), "fontpkg-inter"),
    Part("Phosphor Icons", "MIT", _("the icons, through QtAwesome"), "qtawesome"),
    Part("Pillow", "MIT-CMU", _("reads and writes pictures"), "Pillow"),
    Part("pi-heif, libheif", "BSD-3-Clause, LGPL-3.0", _("reads HEIC, what most phones send"), "pi-heif"),
    Part("OpenCV", "Apache-2.0", _("reads films, compares pictures"), "opencv-python-headless"),
    Part("CenterFace", "MIT", _("finds faces, recognises none"), ""),
    Part("NumPy", "BSD-3-Clause", _("calculates"), "numpy"),
    Part("ImageHash", "BSD-2-Clause", _("finds photos that look the same"), "imagehash"),
    Part("openpyxl", "MIT", _("reads and writes Excel tables"), "openpyxl"),
    Part("Jinja", "BSD-3-Clause", _("pages of the web gallery"), "jinja2"),
    Part("Babel", "BSD-3-Clause", _("dates and numbers in each language"), "babel"),
    Part("sqlite-utils", "Apache-2.0", _("the database"), "sqlite-utils"),
    Part("defusedxml", "PSF-2.0", _("reads XML from strangers safely"), "defusedxml"),
    Part("Requests", "Apache-2.0", _("the only way to the network, not used yet"), "requests"),
    Part("platformdirs", "MIT", _("where files belong on each system"), "platformdirs"),
    Part("Typer, Rich", "MIT", _("the command line"), "typer"),
)


def licence_texts() -> Path | None:
    """The folder with the licences' own words: beside an installed program, or in the checkout."""
    beside = Path(sys.executable).parent / "licences"
    return next((folder for folder in (beside, resources.path("licences")) if folder.is_dir()), None)


def qt_folder() -> Path:
    """Where Qt's libraries lie, which the person may replace."""
    import PySide6

    return Path(str(PySide6.__file__)).parent

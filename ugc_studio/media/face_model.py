"""The file of the face detector: this very file is used, or none."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ugc_studio import resources
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.faces import MODEL_SHA256
from ugc_studio.domain.messages import _


class WrongModel(StudioError):
    """The file is missing, or is not the one that was chosen; it is not even parsed."""

    def __init__(self) -> None:
        super().__init__(_("The face detector that came with this program is missing or damaged. Install it again."))


def model_file() -> Path:
    """Where the file is."""
    return resources.path("third_party", "centerface", "centerface.onnx")


def read_model(path: Path | None = None) -> bytes:
    """The bytes of the detector, checked.

    Raises:
        WrongModel: these are other bytes, or none.
    """
    try:
        data = (path or model_file()).read_bytes()
    except OSError as error:
        raise WrongModel from error
    if hashlib.sha256(data).hexdigest() != MODEL_SHA256:
        raise WrongModel
    return data

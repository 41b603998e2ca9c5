"""One run of the camera for each language, appearance and size, on copies of the sample library."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ugc_studio.app.demo.demo import Demo
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.main import make_application
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.screenshots.camera import Camera
from ugc_studio.desktop.screenshots.shots import SHOTS, Shot
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import Translator
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.library import Library


class Session:
    """Makes the sample once and takes as many series of pictures of it as are asked for."""

    def __init__(self, scratch: Path, out: Path, *, library: Path | None = None) -> None:
        self._scratch, self._out = scratch, out
        self._application: QApplication = make_application()
        self._sample = library or make_sample(scratch / "demo")
        self._runs = 0

    def take(
        self, language: str, appearance: str, *, size: tuple[int, int], text_size: int = 100, only: str = ""
    ) -> list[Path]:
        """Draw every shot (or those whose names begin with ``only``) in one look; returns the files."""
        chosen = Preferences(language=language, appearance=appearance, text_size=text_size, name="Manon Leroy")
        folder = self._out / f"{language}-{appearance}-{size[0]}x{size[1]}"
        taken: list[Path] = []
        for empty in (False, True):
            shots = [shot for shot in SHOTS if shot.empty == empty and shot.name.startswith(only)]
            if shots:
                taken += self._walk(shots, folder, chosen, size, empty=empty)
        if not taken:
            raise SystemExit(f"no picture is called {only}…")
        return taken

    def close(self) -> None:
        """Nothing of Qt outlives the pictures."""
        self._application.quit()

    def _walk(
        self, shots: Sequence[Shot], folder: Path, chosen: Preferences, size: tuple[int, int], *, empty: bool
    ) -> list[Path]:
        self._runs += 1
        library = self._scratch / f"library-{self._runs}"
        if not empty:
            shutil.copytree(self._sample, library)
            _try_to_open(library)
        program = Program(self._application, chosen, remember=False)
        camera = Camera(program, shots, lambda shot: folder / f"{shot.name}.png")
        # A round of the event loop between the last picture and the end lets closed dialogs go.
        camera.finished.connect(lambda: QTimer.singleShot(0, self._application.quit))
        program.ready.connect(camera.start)
        program.window.resize(*size)
        program.open(library)
        program.window.show()
        self._application.exec()
        program.window.close()
        program.close()
        program.window.deleteLater()
        program.deleteLater()
        return camera.taken


def _try_to_open(library: Path) -> None:
    """End with the reason when it cannot be opened: the window would say it and wait for somebody."""
    try:
        Library.open(library).close()
    except StudioError as error:
        raise SystemExit(str(error)) from error


def make_sample(folder: Path) -> Path:
    """Play the demo's story into a library of its own; some of its photos are published, one has been withdrawn."""
    demo = Demo(folder, translator=Translator.source_language())
    try:
        setting = demo.open()
        for step in demo.steps(setting):
            step(RecordingContext())
        return setting.folder.library
    finally:
        demo.close()

"""One start in a process of its own; prints when it had come how far, in seconds since the process was started."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

STARTED = "UGC_BENCH_STARTED"
LATE = ("PIL", "cv2", "imagehash", "jinja2", "numpy", "openpyxl", "reportlab", "requests", "scipy")


def since() -> float:
    """Seconds since the process was started."""
    return time.time() - float(os.environ[STARTED])


def main(arguments: Sequence[str]) -> int:
    """Start the program on a library, or with ``--bare`` an empty window."""
    found = bare() if arguments[0] == "--bare" else program(Path(arguments[0]))
    sys.stdout.write(json.dumps(found))
    return 0


def bare() -> dict[str, float]:
    """An empty main window, painted once."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(["bench"])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    QTimer.singleShot(0, application.quit)
    application.exec()
    return {"first paint": since(), "its work": time.process_time()}


def program(folder: Path) -> dict[str, object]:
    """The program as ``ugc-studio`` starts it, until the photos of the Library place are painted."""
    import ugc_studio.__main__  # noqa: F401 - part of every start
    from ugc_studio.app.preferences import Preferences
    from ugc_studio.desktop.main import make_application
    from ugc_studio.desktop.program import Program

    found: dict[str, object] = {"imports": since()}
    application = make_application()
    state = {str(folder.resolve()): {"place": {"page": "library"}}}
    running = Program(application, Preferences(language="en", name="Bench", window=state), remember=False)

    def painted() -> None:
        window = running.window
        page = window.pages.get("library")
        if page is None or window.current != "library":
            return
        if "first paint" not in found:
            found["first paint"] = since()
            found["its work"] = time.process_time()
            found["loaded too early"] = sorted(set(LATE) & set(sys.modules))
        if len(page.photos.ids):  # type: ignore[attr-defined]  # the library's own place
            found["photos"] = since()
            running.window.painted.disconnect(painted)
            application.quit()

    running.window.painted.connect(painted)
    running.window.resize(1440, 900)
    running.open(folder)
    running.window.show()
    found["window"] = since()
    application.exec()
    running.window.close()
    running.close()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

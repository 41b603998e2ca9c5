"""Starts the program: ``python -m ugc_studio``."""

from __future__ import annotations

from ugc_studio.cli.main import run

if __name__ == "__main__":
    run()

"""The worlds of the consent desk, for every place of the window."""

from tests.desktop.consent.conftest import start, world

__all__ = ["start", "world"]

"""The window: PySide6 over the services of :mod:`ugc_studio.app`; the only package that knows Qt."""

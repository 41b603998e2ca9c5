"""Guards for what Qt calls back: an exception inside a virtual function surfaces elsewhere, or ends the program."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")


def qt_override(default: Callable[[], R]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Log what a virtual function raises and answer ``default()`` instead: ``@qt_override(QRect)``."""

    def guard(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return function(*args, **kwargs)
            except Exception:
                log.exception("%s failed", function.__qualname__)
                return default()

        return guarded

    return guard


def nothing() -> None:
    """The default of a virtual function that returns nothing: ``@qt_override(nothing)``."""

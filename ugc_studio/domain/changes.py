"""Change sets: what one action of a person did, kept as the operations that take it back and do it again."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NewType

from ugc_studio.domain.messages import Text

ChangeId = NewType("ChangeId", int)

Operation = dict[str, Any]
"""``{"op": name, …}`` with JSON values; the service that registered ``name`` carries it out."""


class ChangeState(enum.StrEnum):
    """Where a change set stands on the undo stack."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"
    """Undone, and then something else was done: it cannot be redone."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One entry of the history; ``place`` says where the person was (page, selection) so that undo can return there."""

    id: ChangeId
    at: str
    actor: str
    text: Text
    undo: tuple[Operation, ...]
    redo: tuple[Operation, ...]
    place: Mapping[str, Any] = field(default_factory=dict)
    state: ChangeState = ChangeState.DONE


def text_to_json(text: Text) -> dict[str, Any]:
    """A text as JSON values, so that it can be stored now and shown in any language later."""
    return {
        "msgid": text.msgid,
        "params": {name: _param_to_json(value) for name, value in text.params.items()},
        "plural": text.plural,
        "count": text.count,
    }


def text_from_json(stored: Mapping[str, Any]) -> Text:
    """The text that :func:`text_to_json` stored."""
    params = {name: _param_from_json(value) for name, value in stored["params"].items()}
    return Text(stored["msgid"], params, stored["plural"], stored["count"])


def _param_to_json(value: object) -> Any:
    if isinstance(value, Text):
        return {"text": text_to_json(value)}
    if isinstance(value, dt.datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, list | tuple):
        return [_param_to_json(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _param_from_json(value: Any) -> object:
    if isinstance(value, list):
        return [_param_from_json(item) for item in value]
    if isinstance(value, dict):
        if "text" in value:
            return text_from_json(value["text"])
        if "instant" in value:
            return dt.datetime.fromisoformat(value["instant"])
        return dt.date.fromisoformat(value["date"])
    return value

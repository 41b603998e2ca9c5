"""What the system says about a file or a disk, in one plain sentence that every front end shows."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from ugc_studio.domain.messages import Text, _

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@dataclass(frozen=True, slots=True)
class FileFault:
    """A stable word for programs and a sentence; ``named`` when the person named a file that cannot be used so."""

    kind: str
    text: Text
    named: bool = False


def file_fault(error: OSError) -> FileFault | None:
    """What an error of the system means for a person; nothing when it names no file and could be anything."""
    path = error.filename if error.filename is not None else ""
    if isinstance(path, bytes):
        path = path.decode("utf-8", "surrogateescape")
    if error.errno in NO_ROOM:
        return FileFault("disk_full", _("The disk is full. Nothing was lost; free some space and try again."))
    if error.errno == errno.EROFS:
        return FileFault("read_only", _("{path} is on a disk that cannot be written.", path=path))
    if not path:
        return None
    match error:
        case FileNotFoundError():
            return FileFault("no_such_file", _("There is no file or folder {path}.", path=path), named=True)
        case PermissionError():
            text = _("You may not open {path}. Check its permissions.", path=path)
            return FileFault("not_allowed", text, named=True)
        case NotADirectoryError():
            return FileFault("not_a_folder", _("{path} is not a folder.", path=path), named=True)
        case IsADirectoryError():
            return FileFault("a_folder", _("{path} is a folder, not a file.", path=path), named=True)
        case FileExistsError():
            return FileFault("exists", _("{path} exists already.", path=path), named=True)
    text = _("{path} cannot be read or written: {reason}.", path=path, reason=error.strerror or str(error))
    return FileFault("file", text)

"""Warnings about where a library lies: a network share or a folder that a service synchronises.

Both copy a database file while it is being written, and then two computers hold two truths. Found by best effort.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from ugc_studio.domain.messages import Text, _

NETWORK_TYPES = frozenset(
    "nfs nfs4 cifs smb2 smb3 smbfs ncpfs afs coda 9p ceph glusterfs lustre beegfs davfs fuse.sshfs fuse.davfs2 "
    "fuse.rclone fuse.glusterfs fuse.s3fs fuse.gcsfuse fuse.gvfsd-fuse fuse.google-drive-ocamlfuse".split()
)
# A folder of this name anywhere above the library.
SYNCHRONISED_NAMES = {
    "Dropbox": re.compile(r"dropbox(?: .*)?", re.IGNORECASE),
    "OneDrive": re.compile(r"onedrive(?: ?-.*)?", re.IGNORECASE),
    "iCloud": re.compile(r"mobile documents|iclouddrive|icloud drive|com~apple~clouddocs", re.IGNORECASE),
    "Google Drive": re.compile(r"google ?drive.*|my drive", re.IGNORECASE),
    "Nextcloud": re.compile(r"nextcloud\d*|owncloud", re.IGNORECASE),
    "Syncthing": re.compile(r"syncthing", re.IGNORECASE),
}
# A file or folder of this pattern in a folder above the library.
SYNCHRONISED_MARKERS = {
    "Dropbox": (".dropbox.cache",),  # a plain .dropbox lies in the home folder too
    "Nextcloud": (".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db"),
    "Syncthing": (".stfolder",),
    "Google Drive": (".tmp.driveupload",),
}


def warnings_about(root: Path) -> list[Text]:
    """What a person should know about this place, most important first."""
    found: list[Text] = []
    if on_network_share(root):
        found.append(
            _(
                "This library lies on a network share. Keep it on a disk of this computer: "
                "two computers could damage it."
            )
        )
    service = synchronised_by(root)
    if service:
        found.append(
            _(
                "{service} synchronises the folder of this library. Move the library elsewhere, and keep only its "
                "backups there: a synchronised copy can be damaged or lose the newest consents.",
                service=service,
            )
        )
    return found


def synchronised_by(root: Path) -> str | None:
    """The name of the service that synchronises a folder, as far as names and markers show it."""
    place = root.absolute()
    for part in place.parts:
        for service, pattern in SYNCHRONISED_NAMES.items():
            if pattern.fullmatch(part):
                return service
    for folder in (place, *place.parents):
        for service, markers in SYNCHRONISED_MARKERS.items():
            if any(_holds(folder, marker) for marker in markers):
                return service
    return None


def on_network_share(root: Path) -> bool:
    """Whether a folder lies on another computer (Linux: the mount table; Windows: UNC paths and mapped drives)."""
    if os.name == "nt":
        return _on_windows_share(root)
    try:
        table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return mount_type(str(root.resolve()), table.splitlines()) in NETWORK_TYPES


def mount_type(path: str, mounts: Iterable[str]) -> str | None:
    """The file system type of a path, from lines in the form of ``/proc/self/mountinfo``; later mounts hide earlier."""
    best, found = "", None
    for line in mounts:
        left, separator, right = line.partition(" - ")
        fields, types = left.split(" "), right.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, found = point, types[0]
    return found


def _holds(folder: Path, marker: str) -> bool:
    try:
        return any(folder.glob(marker)) if "*" in marker else (folder / marker).exists()
    except OSError:
        return False


def _on_windows_share(root: Path) -> bool:
    text = str(root.absolute())
    if text.startswith(("\\\\", "//")):
        return True
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return windows is not None and windows.kernel32.GetDriveTypeW(root.absolute().anchor) == 4

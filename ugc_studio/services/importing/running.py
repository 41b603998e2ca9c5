"""One import under way: finds become requests, results become groups, groups become rows; all in bounded memory."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from ugc_studio.domain.errors import DiskFull
from ugc_studio.domain.imports import ImportReport, LeftOut, Note
from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.domain.messages import _
from ugc_studio.domain.posts import PostDraft
from ugc_studio.importers.base import Candidate, Companion, Finding, PostRecord
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.library import Library
from ugc_studio.library.occurrences import KnownAsset
from ugc_studio.services.importing.groups import Group, Item, Known, Stored, rejected

if TYPE_CHECKING:
    from ugc_studio.media.workers import DecodePool, DecodeRequest, DecodeResult

GROUP_ITEMS = 64
GROUP_SECONDS = 0.5
LOOK_AHEAD = 64
"""Candidates that are looked up together."""


class Writer(Protocol):
    """Puts groups into the library, or only counts them."""

    def look_up(self, group: Group) -> Known:
        """What is known about the bytes of a group; called when every earlier group is written."""

    def write(self, group: Group, known: Known) -> Stored:
        """Write a group; durable on return. Called on a thread of its own."""


class ImportRun:
    """Drives the decoding of one import; the writing of a group goes on beside the decoding of the next one."""

    def __init__(self, library: Library, report: ImportReport, context: JobContext, writer: Writer) -> None:
        self._library = library
        self._report = report
        self._context = context
        self._writer = writer
        self._broken = False
        """The writer has failed: what is decoded cannot be kept."""
        self._group = Group()
        self._group_began = 0.0
        self._writing: Future[Stored] | None = None
        self._committer = ThreadPoolExecutor(1, "import-writer")
        self._waiting: dict[str, int] = {}
        """Pictures of each post that are still being decoded."""
        self._open_post: PostDraft | None = None
        self._unanswered: list[PostDraft] = []
        self.imported: list[int] = []
        self.post_ids: set[int] = set()
        self.creator_ids: set[int] = set()
        self.seconds: dict[str, float] = {}
        """Where the time went, by stage (the writer's own clock, beside the decoding)."""

    def run(self, findings: Iterator[Finding], pool: DecodePool) -> None:
        """Take everything in; on the way out, also by an error, what is decoded is written."""
        results = pool.run(self._requests(findings))
        try:
            for result in results:
                self._take(result)
                self._flush_if_due()
                self._context.check()
        finally:
            results.close()
            try:
                if not self._broken:
                    self._flush()
                    self._await_writer()
            finally:
                self._committer.shutdown()

    # -- what is found

    def _requests(self, findings: Iterator[Finding]) -> Iterator[DecodeRequest[Candidate]]:
        from ugc_studio.media.workers import DecodeRequest

        staging = self._library.folder.incoming
        while chunk := list(islice(findings, LOOK_AHEAD)):
            here = self._seen_before([each for each in chunk if isinstance(each, Candidate)])
            for finding in chunk:
                self._context.check()
                if isinstance(finding, Candidate):
                    known = self._recognise(finding, here.get(finding.name, []))
                    if known is None:
                        self._expect(finding)
                        yield DecodeRequest(finding, finding.path, staging)
                    else:
                        self._add(Item(finding, known))
                else:
                    self._note(finding)
                self._flush_if_due()
        self._close_post(None)

    def _note(self, finding: Finding) -> None:
        """Count what is no candidate."""
        report = self._report
        if isinstance(finding, LeftOut):
            self._leave_out(finding)
        elif isinstance(finding, Note):
            report.notes.append(finding.problem)
        elif isinstance(finding, Companion):
            report.companions += 1
        elif isinstance(finding, PostRecord):
            self._begin()
            self._group.posts.append(finding.post)
            self._close_post(finding.post)

    def _seen_before(self, candidates: list[Candidate]) -> dict[str, list[KnownAsset]]:
        if not candidates:
            return {}
        with self._library.read() as session:
            return session.occurrences.at_paths([candidate.name for candidate in candidates])

    def _recognise(self, candidate: Candidate, here: list[KnownAsset]) -> KnownAsset | None:
        """The asset whose very bytes a file still holds that was imported from there before.

        Only the hash tells: a file may change without its size or date. Hashing costs a tenth of decoding.
        """
        try:
            status = candidate.path.lstat() if here else None
        except OSError:
            return None
        if status is None or not stat.S_ISREG(status.st_mode):
            return None
        fitting = [asset for asset in here if asset.bytes == status.st_size]
        if not fitting:
            return None
        sha256 = _hash(candidate)
        found = next((asset for asset in fitting if asset.sha256 == sha256), None)
        if found is None or not self._library.originals.path(found.sha256, found.format).exists():
            return None
        return found

    # -- what was decoded

    def _take(self, result: DecodeResult[Candidate]) -> None:
        candidate, outcome = result.token, result.outcome
        if candidate.post_key is not None:
            self._settle(candidate.post_key)
        if isinstance(outcome, Rejected):
            if outcome.code is RejectCode.DISK_FULL:
                raise DiskFull(_("The disk is full. Nothing was lost; free some space and try again."))
            self._report.companions += len(candidate.companions)
            self._leave_out(rejected(candidate, outcome))
        else:
            self._add(Item(candidate, outcome))

    def _add(self, item: Item) -> None:
        self._begin()
        self._report.companions += len(item.candidate.companions)
        self._group.items.append(item)
        self._context.advance()

    def _leave_out(self, item: LeftOut) -> None:
        self._begin()
        self._report.leave_out(item)
        self._group.left_out.append(item)
        self._context.problem(item.problem)
        self._context.advance()

    # -- posts whose answers wait for their pictures

    def _expect(self, candidate: Candidate) -> None:
        if candidate.post_key is not None:
            self._waiting[candidate.post_key] = self._waiting.get(candidate.post_key, 0) + 1

    def _settle(self, post_key: str) -> None:
        left = self._waiting.get(post_key, 0) - 1
        if left > 0:
            self._waiting[post_key] = left
        else:
            self._waiting.pop(post_key, None)

    def _close_post(self, following: PostDraft | None) -> None:
        """The pictures of a post follow it at once: when another post follows, or nothing, they were all found."""
        if self._open_post is not None:
            self._unanswered.append(self._open_post)
        self._open_post = following if following is not None and following.answer is not None else None

    def _take_answered(self) -> list[PostDraft]:
        """The posts with an answer whose pictures are all in this group or an earlier one."""
        if not self._unanswered:
            return []
        ready = [post for post in self._unanswered if post.source_key not in self._waiting]
        self._unanswered = [post for post in self._unanswered if post.source_key in self._waiting]
        return ready

    # -- groups

    def _begin(self) -> None:
        if not self._group:
            self._group_began = time.monotonic()

    def _flush_if_due(self) -> None:
        group = self._group
        size = len(group.items) + len(group.posts) + len(group.left_out)
        if size >= GROUP_ITEMS or (size and time.monotonic() - self._group_began >= GROUP_SECONDS):
            self._flush()

    def _flush(self) -> None:
        """Hand the group to the writer once the one before is done."""
        self._await_writer()
        self._group.answered = self._take_answered()
        if not self._group:
            return
        group, self._group = self._group, Group()
        known = self._writer.look_up(group)
        self._writing = self._committer.submit(self._writer.write, group, known)

    def _await_writer(self) -> None:
        if self._writing is None:
            return
        writing, self._writing = self._writing, None
        try:
            self._count(writing.result())
        except BaseException:
            self._broken = True
            raise

    def _count(self, stored: Stored) -> None:
        report = self._report
        report.imported += len(stored.imported)
        report.known += stored.known
        report.seen += len(stored.imported) + stored.known
        for item in stored.left_out:
            report.leave_out(item)
            self._context.problem(item.problem)
        report.evidence += stored.evidence
        self.imported.extend(stored.imported)
        self.post_ids |= stored.posts
        self.creator_ids |= stored.creators
        for stage, seconds in stored.seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


def _hash(candidate: Candidate) -> str | None:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(candidate.path, flags), "rb") as stream:  # noqa: PTH123 - a descriptor that follows no link
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None

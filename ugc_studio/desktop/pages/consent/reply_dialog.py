"""A reply comes in: paste it, or drop a mail, a chat or a screenshot; it is kept word for word and then read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QDate, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.drop_box import DropBox
from ugc_studio.desktop.pages.consent.incoming import Found, Writer, look_into, proposals, words_of, writers
from ugc_studio.desktop.pages.consent.photo_list import PhotoList, Tickable
from ugc_studio.desktop.pages.consent.reading import brief
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row, sentence
from ugc_studio.desktop.widgets.form import DayField
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EvidenceKind
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.replies.messages import SourceKind, Thread
from ugc_studio.services.consent.replies.service import KEPT_WHOLE, IncomingReply
from ugc_studio.services.words import EVIDENCE

READ_MS = 250
"""How long nobody has to type before the words are read."""
MOST_THREADS = 200


class ReplyDialog(Dialog):
    """Whose words, which words, how and when; what they seem to say is shown while one types."""

    def __init__(self, desk: Desk, window: QWidget, here: AssetId | None, files: Iterable[Path] = ()) -> None:
        told = _(
            "Paste what they wrote, or drop a mail, an exported chat or a screenshot. "
            "It is kept word for word; then you read it, photo by photo."
        )
        super().__init__(desk, window, _("Add a reply"), width=640, sentence=told)
        self._here = here
        self._found: tuple[Found, ...] = ()
        self._writers: Sequence[Writer] = ()
        self._typed = False
        show, theme = desk.show, desk.theme
        self.message = QPlainTextEdit()
        self.message.setAccessibleName(show(_("What they said, word for word")))
        self.message.setFixedHeight(theme.px(96))
        self.message.setTabChangesFocus(True)
        self.files = DropBox(desk, _("Drop a mail, an exported chat, a screenshot or a PDF here"))
        self.threads = Select(theme, show(_("Whose messages")))
        self.threads_caption = Label(theme, show(_("Whose messages of the file")), "caps")
        self.who = Select(theme, show(_("Who answers")))
        self.account = QLineEdit()
        self.account.setPlaceholderText(show(_("Handle, mail address or number")))
        self.account.setAccessibleName(show(_("From which account")))
        kinds = [(kind, sentence(show(EVIDENCE[kind]))) for kind in EvidenceKind]
        self.evidence = Select(theme, show(_("How it was said")))
        self.evidence.set_choices([(None, show(_("How it was said: not known"))), *kinds])
        self.day = DayField(theme, show(_("The day on which it was said")), desk.studio.library.clock().date())
        self.photos = PhotoList(desk)
        self.told = Words(theme, "", "hint")
        self.keep = Button(theme, show(_("Keep the reply")), "primary", icon="to_read").on(self._record)
        self._read_soon = QTimer(self)
        self._read_soon.setSingleShot(True)
        self._read_soon.setInterval(READ_MS)
        self._build()
        self._wire()
        self._show_threads()
        self.files.add(files)
        self._look_for_writers()
        self.finished.connect(self._read_soon.stop)
        self.message.setFocus()

    def _build(self) -> None:
        show, theme = self.desk.show, self.theme

        def caps(text: Text) -> Label:
            return Label(theme, show(text), "caps")

        when = row(self.evidence, self.day, gap=8)
        when.setStretch(0, 1)
        content = column(
            caps(_("What they said, word for word")), self.message, self.files, self.threads_caption, self.threads,
            caps(_("Who answers")), self.who, caps(_("From which account")), self.account,
            caps(_("How and when it was said")), panel(when),
            caps(_("Which photos it is about, and what it seems to say")), self.photos, self.told, gap=8,
        )  # fmt: skip
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        self.fill(content, (None, cancel, self.keep))
        self.keep.setDefault(True)
        self.setAcceptDrops(True)

    def _wire(self) -> None:
        self.message.textChanged.connect(self._edited)
        self.files.changed.connect(self._look_into_files)
        self.threads.picked.connect(lambda _value: self._pick_thread())
        self.who.picked.connect(lambda _value: self._read())
        self.account.textChanged.connect(lambda _text: self._read_soon.start())
        self.day.dateChanged.connect(lambda _day: self._read_soon.start())
        self.photos.changed.connect(self._check)
        self._read_soon.timeout.connect(self._read)

    # ------------------------------------------------------------------ files

    def _look_into_files(self) -> None:
        """Read what is new; files that were taken out are forgotten."""
        known = {one.path: one for one in self._found}
        self._found = tuple(known[file] for file in self.files.files if file in known)
        for file in self.files.files:
            if file not in known:
                self._look_into(file)
        self._show_threads()
        self._check()

    def _look_into(self, file: Path) -> None:
        self.desk.ask(lambda studio: look_into(studio, file), self._show_found, owner=self)

    def _show_found(self, found: Found) -> None:
        if found.path not in self.files.files:
            return
        self._found = (*self._found, found)
        if found.evidence is not None:
            self.evidence.set_value(found.evidence)
        self._show_threads()
        self._pick_thread()

    def _threads(self) -> list[Thread]:
        return [one for found in self._found if found.source is not None for one in found.source.threads][:MOST_THREADS]

    @property
    def _thread(self) -> Thread | None:
        threads, value = self._threads(), self.threads.value()
        return threads[value] if isinstance(value, int) and value < len(threads) else None

    def _show_threads(self) -> None:
        """The senders of the files; where there is only one nothing has to be chosen."""
        threads, before = self._threads(), self.threads.value()
        choices: list[tuple[object, str]] = [(n, _name_of(self.desk, one)) for n, one in enumerate(threads)]
        several = len(threads) > 1
        if several:
            choices.insert(0, (None, self.desk.show(_("Choose a sender…"))))
        self.threads.set_choices(choices)
        known = isinstance(before, int) and before < len(threads)
        self.threads.set_value(before if known else 0 if len(threads) == 1 else None)
        self.threads.setVisible(several)
        self.threads_caption.setVisible(several)

    def _pick_thread(self) -> None:
        thread = self._thread
        if thread is not None:
            self.account.setText(thread.account or "")
            last = thread.messages[-1].on if thread.messages else None
            if last is not None:
                self.day.setDate(QDate(last.year, last.month, last.day))
        self._look_for_writers()

    # ------------------------------------------------------------------ who, and what it seems to say

    def _look_for_writers(self) -> None:
        thread, here = self._thread, self._here
        self.desk.ask(lambda studio: writers(studio, thread, here), self._show_writers, owner=self, key="writers")

    def _show_writers(self, found: tuple[list[Writer], str | None]) -> None:
        before, show = self.who.value(), self.desk.show
        self._writers, sure = found
        choices = [(one.key, show(one.label)) for one in self._writers]
        self.who.set_choices([(None, show(_("Choose somebody…"))), *choices])
        known = before if any(one.key == before for one in self._writers) else None
        self.who.set_value(sure or known or self._asked_here())
        thread = self._thread
        if thread is not None and not self._typed:
            self.message.blockSignals(True)
            self.message.setPlainText(words_of(thread, self._writer))
            self.message.blockSignals(False)
        self._read()

    def _asked_here(self) -> str | None:
        """The only request that waits for an answer about the photo on the desk."""
        about = [one.key for one in self._writers if one.asked_on is not None and self._here in one.assets]
        return about[0] if len(about) == 1 else None

    @property
    def _writer(self) -> Writer | None:
        value = self.who.value()
        return next((one for one in self._writers if one.key == value), None)

    def _edited(self) -> None:
        self._typed = bool(self.message.toPlainText().strip())
        self._read_soon.start()

    def _read(self) -> None:
        """Show what the words seem to say about each photo of that person's request."""
        self._read_soon.stop()
        writer = self._writer
        self._check()
        if writer is None:
            self.photos.show_photos(())
            self._check()
            self.settle()
            return
        reply = self._reply(writer, writer.assets)
        self.desk.ask(lambda studio: proposals(studio, reply), self._show_proposals, owner=self, key="proposals")

    def _show_proposals(self, found: tuple[list[Tickable], Sequence[Text]]) -> None:
        photos, warnings = found
        self.photos.show_photos(photos)
        self._check(warnings)
        self.settle()

    # ------------------------------------------------------------------ keeping it

    def _reply(self, writer: Writer, assets: Sequence[AssetId]) -> IncomingReply:
        evidence, thread = self.evidence.value(), self._thread
        source = next((one.source for one in self._found if one.source and thread in one.source.threads), None)
        kept = [one.path for one in self._found if one.source is None or one.source.kind in KEPT_WHOLE]
        return IncomingReply(
            writer.party, tuple(int(asset) for asset in assets), self.message.toPlainText().strip(),
            EvidenceKind(str(evidence)) if evidence is not None else None, self.account.text().strip() or None,
            self.day.day(), None, tuple(kept), source, thread,
        )  # fmt: skip

    def _check(self, warnings: Sequence[Text] = ()) -> None:
        show = self.desk.show
        said = bool(self.message.toPlainText().strip())
        wrong = next((one.problem.text for one in self._found if one.problem is not None), None)
        pictures = any(one.source is not None and one.source.kind is SourceKind.PICTURE for one in self._found)
        if wrong is None and self.threads.isVisible() and self._thread is None and not said:
            wrong = _("Choose whose messages of the file are meant.")
        elif wrong is None and not said and not self.files.files:
            wrong = _("Paste what they wrote, or add a file.")
        elif wrong is None and self._writer is None:
            wrong = _("Choose who answers.")
        hints = list(warnings)
        if wrong is None and pictures and not said:
            hints.append(_("A screenshot is kept as it is. Type what it says, so that it can be read."))
        self.told.set_text("\n".join(show(one) for one in ([wrong] if wrong is not None else hints)))
        self.keep.setEnabled(wrong is None and not self.desk.read_only)

    def _record(self) -> None:
        writer = self._writer
        if writer is None:
            return
        assets = self.photos.chosen
        reply = self._reply(writer, assets)
        self.keep.setEnabled(False)

        def work(studio: Studio) -> list[Event]:
            return studio.replies.keep(reply)

        self.desk.act(
            work, kinds=Changed.CONSENT, ids=tuple(int(one) for one in assets),
            toast=lambda _events: Toast(_("The reply is kept, word for word. Now read it."), icon="to_read"),
            done=lambda _events: self._done(assets), failed=self._failed, owner=self,
        )  # fmt: skip

    def _done(self, assets: Sequence[AssetId]) -> None:
        desk = self.desk
        self.accept()
        if assets:
            desk.go("consent", {"queue": "to_read", "asset": int(assets[0])})

    def _failed(self, error: BaseException) -> None:
        self._check()
        self.desk.tell(error)

    # ------------------------------------------------------------------ Qt

    @qt_override(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the form."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @qt_override(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped; folders are left out."""
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.files.add(path for path in paths if path.is_file())


def _name_of(desk: Desk, thread: Thread) -> str:
    if not thread.title or thread.title == thread.who:
        return brief(thread.who)
    return brief(desk.show(_("{name} in “{title}”", name=thread.who, title=thread.title)))


def open_reply(desk: Desk, window: QWidget, here: AssetId | None, files: Iterable[Path] = ()) -> ReplyDialog:
    """Open the form, perhaps for the photo on the desk or for files that were dropped."""
    dialog = ReplyDialog(desk, window, here, files)
    dialog.appear()
    return dialog

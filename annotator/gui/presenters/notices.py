"""What the user must know: lasting banners, passing toasts, the status line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from annotator.commands import Context
from annotator.domain.errors import AnnotatorError, LibraryCorruptError
from annotator.gui.actions import Actions
from annotator.gui.bridge import Job, Jobs
from annotator.gui.language import count_of, local, number_text
from annotator.gui.main_window import MainWindow
from annotator.gui.values import Notice, NoticeLevel
from annotator.gui.widgets.keycap import key_text
from annotator.session.told import Message
from annotator.store.standing import synced_by

_RETRY_MS = 200
_TROUBLE_MS = 9_000


class NoticesPresenter(QObject):
    """Toasts for messages, banners for what holds, the status line for the rest."""

    def __init__(self, context: Context, window: MainWindow, actions: Actions, jobs: Jobs) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._actions = actions
        self._jobs = jobs
        self._player_warning = ""
        self._health = ""
        self._restored = ""
        self._trouble = ""
        self._synced = synced_by(context.session.library.path)
        self._failure = ""
        self._shown_job: Job | None = None
        self._reviewed = 0
        self._retry = QTimer(self)
        self._retry.setInterval(_RETRY_MS)
        self._retry.timeout.connect(self._save_waiting)
        session = context.session
        window.closing.connect(self._retry.stop)
        session.message.connect(self._say)
        session.unsaved_changed.connect(lambda _: self._unsaved())
        session.opened.connect(lambda _: self._opened())
        session.marks_changed.connect(lambda _: self._marks_changed())
        session.marks_renewed.connect(lambda _: self.show())
        context.playback.failed.connect(self._playback_failed)
        context.playback.changed.connect(lambda _: self.show())
        actions.failed.connect(self.tell)
        jobs.failed.connect(self.tell)
        jobs.changed.connect(self._show_job)
        window.toasts.actionRequested.connect(lambda _name: actions.run("edit.undo"))
        window.banners.actionRequested.connect(lambda _notice, name: actions.run(name))
        window.status.retryRequested.connect(self._save_waiting)
        window.status.cancelRequested.connect(self._cancel_shown)
        window.status.keysRequested.connect(lambda: actions.run("help.keys_anywhere"))

    def tell(self, error: AnnotatorError) -> None:
        """Show what could not be done."""
        self._window.toasts.show_message(str(error), shown_ms=_TROUBLE_MS)
        if isinstance(error, LibraryCorruptError):
            self.library_checked(str(error.__cause__ or error))

    def player_chosen(self, name: str, warning: str) -> None:
        self._window.status.show_player(name)
        self._player_warning = warning
        self.show()

    def library_checked(self, complaint: str) -> None:
        """What the integrity check found, "" for nothing."""
        self._health = complaint
        self.show()

    def library_restored(self, sentence: str) -> None:
        """What was done about a damaged library before this window opened."""
        self._restored = sentence
        self.show()

    def library_stands(self, trouble: str) -> None:
        """What has become of the library's file under us, "" while all is well."""
        if trouble != self._trouble:
            self._trouble = trouble
            self.show()

    def show(self) -> None:
        """Show the banners that hold now."""
        self._window.banners.set_notices([n for n in self._notices() if n is not None])
        reaction = self._context.settings().reaction_ms / 1000
        self._window.status.show_reaction(number_text(reaction, ".1f"))

    def _notices(self) -> tuple[Notice | None, ...]:
        return (
            self._library_notice(),
            self._damage_notice(),
            self._restored_notice(),
            self._media_notice(),
            self._playback_notice(),
            self._player_notice(),
            self._transcript_notice(),
            self._review_notice(),
        )

    def _library_notice(self) -> Notice | None:
        if self._trouble:
            return Notice("trouble", self._trouble, NoticeLevel.WARNING, dismissible=False)
        path = self._context.session.library.path
        if not self._context.session.library.read_only:
            return self._synced_notice()
        text = self.tr("The library “{0}” is open for reading only; marks cannot be saved.")
        return Notice("read-only", text.format(path), NoticeLevel.WARNING, dismissible=False)

    def _synced_notice(self) -> Notice | None:
        if not self._synced:
            return None
        text = self.tr(
            "The library lies in a folder that {0} syncs, which may damage it while it is open;"
            " keep it elsewhere and let {0} have the notes."
        )
        return Notice("synced", text.format(self._synced), NoticeLevel.WARNING)

    def _damage_notice(self) -> Notice | None:
        if not self._health:
            return None
        text = self.tr(
            "The library is damaged ({0}); restore a backup from “{1}.backups” before going on."
        )
        library = self._context.session.library
        # Where another window has the library, it is that one's to restore.
        buttons = () if library.read_only else (("library.restore", self.tr("Restore…")),)
        return Notice(
            "damage", text.format(local(self._health), library.path), NoticeLevel.WARNING, buttons
        )

    def _restored_notice(self) -> Notice | None:
        return Notice("restored", local(self._restored)) if self._restored else None

    def _media_notice(self) -> Notice | None:
        episode = self._context.session.episode
        if episode is None:
            return None
        locate = (("episode.locate", self.tr("Locate…")),)
        if episode.media is None:
            text = self.tr("This episode has no audio yet; reading and marking work without it.")
            if self._context.playback.silent:
                text = self.tr(
                    "This episode has no audio yet; {0} moves through its words by the clock,"
                    " without a sound."
                ).format(key_text(self._actions.key("play.toggle")))
            return Notice(f"no-media-{episode.id}", text, buttons=locate)
        name = Path(episode.media.path).name
        try:
            size_bytes = Path(episode.media.path).stat().st_size
        except OSError:
            text = self.tr("“{0}” is not where it was; the marks are kept.")
            return Notice(
                f"gone-{episode.id}", text.format(name), NoticeLevel.WARNING, buttons=locate
            )
        if size_bytes != episode.media.size_bytes:
            text = self.tr("“{0}” has changed since it was opened first; marks may not fit it.")
            return Notice(
                f"changed-{episode.id}", text.format(name), NoticeLevel.WARNING, buttons=locate
            )
        return None

    def _playback_notice(self) -> Notice | None:
        text = self._failure or self._context.playback.warning
        return Notice(f"playback-{text}", local(text), NoticeLevel.WARNING) if text else None

    def _player_notice(self) -> Notice | None:
        text = self._player_warning
        return Notice(f"player-{text}", local(text), NoticeLevel.WARNING) if text else None

    def _transcript_notice(self) -> Notice | None:
        session = self._context.session
        if session.episode is None or session.transcript is not None:
            return None
        return Notice(
            f"no-transcript-{session.episode.id}",
            self.tr("This episode has no transcript; the keys mark the sound that was heard."),
            buttons=(("episode.choose_transcript", self.tr("Choose…")),),
        )

    def _review_notice(self) -> Notice | None:
        waiting = self._reviewed = self._context.session.review_count
        if not waiting:
            return None
        return Notice(
            "review",
            count_of(
                waiting,
                "{0} mark could not be found again in the transcript; it keeps its old words.",
                "{0} marks could not be found again in the transcript; they keep their old words.",
            ),
            buttons=(("mark.review", self.tr("Review…")),),
        )

    # Messages, work, and what is not saved

    def _say(self, message: Message) -> None:
        if message.undo:
            key = self._actions.key("edit.undo")
            self._window.toasts.show_message(
                message.text, action_id="edit.undo", action_title=self.tr("Undo"), keys=key
            )
        elif message.trouble:
            self._window.toasts.show_message(message.text, shown_ms=_TROUBLE_MS)
        else:
            self._window.toasts.show_message(message.text)

    def _opened(self) -> None:
        self._failure = ""
        self.show()

    def _marks_changed(self) -> None:
        """At each key press: most leave nothing to review, and banners look at the disk."""
        if self._context.session.review_count != self._reviewed:
            self.show()

    def _playback_failed(self, sentence: str) -> None:
        self._failure = sentence
        self.show()

    def _show_job(self) -> None:
        """The oldest job that runs, and how many more there are."""
        running = self._jobs.running
        shown = next((job for job in running if not job.waiting), None)
        self._shown_job = shown or (running[0] if running else None)
        if self._shown_job is None:
            self._window.status.show_job("", 0.0)
            return
        first, others = self._shown_job, len(running) - 1
        more = self.tr("{0} more").format(others) if others else ""
        said = "  ".join(filter(None, (local(first.title), local(first.detail), more)))
        self._window.status.show_job(said, first.fraction)

    def _cancel_shown(self) -> None:
        """Stop the job the status line names, and none of the others."""
        if self._shown_job is not None:
            self._shown_job.cancel()

    def _unsaved(self) -> None:
        count, why = self._context.session.unsaved
        self._window.status.show_unsaved(count, why)
        if count and not self._retry.isActive():
            storage = self._context.storage
            if not (self._context.session.held_for or (storage and storage.busy)):
                # An import of ours has the library for less than a second: nothing to tell.
                self._window.toasts.show_message(why, shown_ms=_TROUBLE_MS)
            self._retry.start()
        elif not count:
            self._retry.stop()

    def _save_waiting(self) -> None:
        self._context.session.save_waiting()

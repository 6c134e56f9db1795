"""The errors a user can meet. Each message is one clear sentence: what happened, what to do.

They are raised where the trouble is first understood and shown once, by the window's message
or the command line's last line; nothing in between catches them to say it again.
"""

from __future__ import annotations

from annotator.phrases import phrase


class AnnotatorError(Exception):
    """Base of every error that is shown to a user as it stands.

    `said` is a template for `values`, if there are any, as of `phrase`.
    """

    def __init__(self, said: str, *values: object) -> None:
        super().__init__(phrase(said, *values))


class UsageError(AnnotatorError):
    """The request itself makes no sense (a time before another, an unknown name)."""


class NotFoundError(AnnotatorError):
    """The thing named is not in the library or on the disk."""


class TranscriptError(AnnotatorError):
    """A transcript that cannot be read; the library is unchanged."""


class MediaError(AnnotatorError):
    """A media file that cannot be opened or played."""


class SpeechError(AnnotatorError):
    """Speech cannot be recognised: the package or a model is missing, or does not fit."""


class LibraryError(AnnotatorError):
    """The library file cannot be used as asked."""


class LibraryNewerError(LibraryError):
    """The library was written by a newer program; it is left untouched."""


class LibraryCorruptError(LibraryError):
    """The library file is damaged or is no library at all."""


class LibraryReadOnlyError(LibraryError):
    """The library can be read but not written."""


class LibraryBusyError(LibraryError):
    """Another program is writing to the library; the same change may succeed a moment later."""


class LibraryFullError(LibraryError):
    """The disk is full; the change was not saved."""


class ExportError(AnnotatorError):
    """A note could not be written; an existing file at the target is unchanged."""


class NoteEditedError(ExportError):
    """The file at the target was not written by us, or was edited since; it is unchanged."""


class TemplateError(AnnotatorError):
    """A template that cannot be used. `line` (from 1, 0 for none) is in `part`: ``body``, or
    the name of a front-matter key, or "" for the file as a whole."""

    def __init__(self, why: str, part: str = "", line: int = 0) -> None:
        self.why, self.part, self.line = phrase(why), part, line
        if part and part != "body":
            super().__init__("The template cannot be used: front matter “{0}”: {1}", part, self.why)
        elif part and line:
            super().__init__("The template cannot be used: line {0}: {1}", line, self.why)
        elif line:
            super().__init__(
                "The template cannot be used: line {0} of the file: {1}", line, self.why
            )
        else:
            super().__init__("The template cannot be used: {0}", self.why)


class SettingsError(AnnotatorError):
    """A setting or a key binding that makes no sense."""

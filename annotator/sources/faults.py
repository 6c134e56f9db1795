"""What can go wrong on the way to an episode elsewhere, in the words a user is told."""

from __future__ import annotations

from annotator.domain.errors import AnnotatorError
from annotator.phrases import phrase

A_FEED = phrase("This is a podcast feed, not one recording; “annotator feed” lists its episodes.")


class SourceError(AnnotatorError):
    """A link or feed that could not be fetched; the library is unchanged."""


class AddressRefusedError(SourceError):
    """A link, or something it leads to, lies on this machine or its network."""


class NothingFoundError(SourceError):
    """A link at which there is something, but no recording that could be seen."""


class ListError(SourceError):
    """A link that leads to a list of recordings, not to one."""


class NoRuntimeError(SourceError):
    """A site whose sound needs a JavaScript runtime, and none is installed."""


class DiskFullError(SourceError):
    """There is no room for what was being fetched; what was written of it is gone again."""

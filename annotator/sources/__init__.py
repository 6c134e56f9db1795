"""Where episodes come from. Each source returns one `Fetched`; nothing here parses or stores."""

from annotator.sources.fetched import Fetched, FetchedTranscript, LaterError, Progress, Report

__all__ = ["Fetched", "FetchedTranscript", "LaterError", "Progress", "Report"]

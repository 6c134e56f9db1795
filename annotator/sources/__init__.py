"""Where episodes come from. Each source returns one `Fetched`; nothing here parses or stores."""

from annotator.sources.fetched import Fetched, FetchedTranscript, Progress, Report

__all__ = ["Fetched", "FetchedTranscript", "Progress", "Report"]

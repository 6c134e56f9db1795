"""The timeline: chapters, sound, a lane of marks per topic, the playhead, at any zoom."""

from annotator.gui.timeline.view import Timeline

__all__ = ["Timeline"]

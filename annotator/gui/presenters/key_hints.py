"""The keys as they are now, shown wherever they act."""

from __future__ import annotations

from collections.abc import Callable

from annotator.gui.main_window import MainWindow
from annotator.gui.widgets.keycap import key_name


def show_keys(window: MainWindow, key_of: Callable[[str], str]) -> None:
    """Tell every part of the window its keys; `key_of` gives a command's first one, "" for
    none."""

    def key(command: str) -> str:
        return key_name(key_of(command))

    window.transport.set_key_hints(
        {
            "play": key("play.toggle"),
            "back": key("play.back"),
            "forward": key("play.forward"),
            "slower": key("play.slower"),
            "faster": key("play.faster"),
            "loop": key("play.loop"),
            "follow": key("play.follow"),
            "farther": key("timeline.farther"),
            "nearer": key("timeline.nearer"),
            "whole": key("timeline.whole"),
        }
    )
    window.topics.set_key_hints({"topic": key("mark.pick_topic")})
    window.library.set_key_hints(
        {
            "collapse": key("view.library"),
            "open": key("episode.open"),
            "view": key("library.view"),
            "state": key("episode.state"),
            "show": key("episode.show"),
            "remove": key("episode.remove"),
        }
    )
    window.marks.set_key_hints(
        {
            "quote": key("mark.quote"),
            "note": key("mark.note"),
            "bookmark": key("mark.bookmark"),
            "topic": key("mark.topic_1"),
        }
    )
    window.transcript.set_back_key(key("play.follow"))
    window.radio_bar.set_key_hints(
        {name: key(f"radio.{name}") for name in ("previous", "next", "stop")}
    )
    window.search_box.set_keys(key("view.palette"))
    window.status.set_keys(key("help.keys"))

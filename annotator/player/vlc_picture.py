"""The picture of a video, drawn by libVLC into a window of ours."""

from __future__ import annotations

import sys
from typing import Any

_WINDOW_SETTERS = {"win32": "set_hwnd", "darwin": "set_nsobject"}


def show_picture(media_player: Any, media: Any, window_id: int | None) -> None:
    """Draw `media`, which `media_player` opens next, into the window that the desktop calls
    `window_id`; None decodes no picture."""
    if window_id is None:
        media.add_option(":no-video")
        return
    # Mouse and keys belong to the window that hosts the picture.
    media_player.video_set_mouse_input(False)
    media_player.video_set_key_input(False)
    getattr(media_player, _WINDOW_SETTERS.get(sys.platform, "set_xwindow"))(window_id)


def draws_nothing(media_player: Any, stats: Any) -> bool:
    """Whether pictures are decoded and none is shown: no output took the window. libVLC tells
    nobody, and the window stays black."""
    return bool(stats.decoded_video and not media_player.has_vout())

"""Runs first in the frozen program: tells libVLC where the installed VLC keeps its plugins.

libVLC looks for them beside the program that loads it, which here is not VLC.
"""

import os
from pathlib import Path

_PLACES = (
    "/usr/lib/x86_64-linux-gnu/vlc/plugins",
    "/usr/lib/aarch64-linux-gnu/vlc/plugins",
    "/usr/lib64/vlc/plugins",
    "/usr/lib/vlc/plugins",
    "/Applications/VLC.app/Contents/MacOS/plugins",
    "C:/Program Files/VideoLAN/VLC/plugins",
)

if "VLC_PLUGIN_PATH" not in os.environ:
    _found = next((place for place in _PLACES if Path(place).is_dir()), None)
    if _found:
        os.environ["VLC_PLUGIN_PATH"] = _found

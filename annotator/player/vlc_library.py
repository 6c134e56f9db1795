"""Loading libVLC, which may be absent, broken or too old, without letting it take us down."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from threading import Thread
from typing import Any

from annotator.domain.errors import MediaError

_INSTANCE_OPTIONS = (
    "--quiet",
    "--no-lua",  # its scripts would look things up on the network
    "--no-interact",
    "--no-sub-autodetect-file",  # the transcript beside the file is ours to show
    "--no-video-title-show",
)

MEDIA_OPTIONS = (
    # VLC's own demuxers miss seeks in Ogg and VBR MP3 by seconds while claiming the target.
    ":demux=avformat",
    # Its MP3 decoder is heard two frames (52 ms) after the time it claims; FFmpeg's is not.
    ":codec=avcodec,any",
    ":start-paused",
)

_INSTALL = {
    "linux": "install VLC (for Debian and Ubuntu: sudo apt install libvlc5 vlc-plugin-base"
    " vlc-plugin-video-output)",
    "darwin": "install VLC from videolan.org",
    "win32": "install VLC from videolan.org, in the same 64 or 32 bits as this program",
}


_early: Future[tuple[Any, Any]] | None = None


def load_early() -> None:
    """Begin to load in a thread of its own: libVLC looks through its plugins for a tenth of a
    second, in which a window can be built. The next `load_vlc` takes what came of it."""
    global _early
    if _early is None:
        _early = Future()
        Thread(target=_load_into, args=(_early,), name="vlc-loading", daemon=True).start()


def load_vlc() -> tuple[Any, Any]:
    """(the ``vlc`` module, a libVLC instance). MediaError says why there is none."""
    global _early
    begun, _early = _early, None
    return begun.result() if begun is not None else _load()


def _load_into(future: Future[tuple[Any, Any]]) -> None:
    try:
        future.set_result(_load())
    except MediaError as error:
        future.set_exception(error)


def _load() -> tuple[Any, Any]:
    try:
        import vlc
    # python-vlc raises OSError or NotImplementedError where the library is absent, NameError
    # where it is too old, and leaves with sys.exit when a path in its environment is wrong.
    except (ImportError, OSError, NotImplementedError, NameError, SystemExit) as error:
        hint = _INSTALL.get(sys.platform, "install VLC")
        raise MediaError("VLC's library was not found: {0}.", hint) from error
    instance = vlc.Instance(list(_INSTANCE_OPTIONS))
    if instance is None:
        raise MediaError("VLC's library was found but did not start; reinstall VLC.")
    return vlc, instance


def version_of(vlc: Any) -> str:
    """``3.0.24`` of ``b"3.0.24 Vetinari"``."""
    return str(vlc.libvlc_get_version().decode("ascii", "replace")).split(" ")[0]

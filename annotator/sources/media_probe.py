"""What a media file holds, read by PyAV without playing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av

from annotator.domain.errors import MediaError

_CONTAINERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dts,eac3,flac,flv,matroska,mov,mp3,mpeg,mpegts,"
    "mpc,mpc8,ogg,rm,tta,w64,wav,wv"
)
"""The demuxers FFmpeg may use: those that read one file and follow no address in it."""

_OPEN_OPTIONS = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file"}


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """`duration_ms` is 0 where the file does not tell; `codec` is the sound's, "" without.

    `container` is FFmpeg's name for it, as ``mp3`` or ``matroska,webm``.
    """

    duration_ms: int
    has_audio: bool
    has_video: bool
    container: str
    codec: str


def probe(path: Path) -> MediaFacts:
    """The facts of the file at `path`; cover pictures do not count as video.

    Raises MediaError for a file that is missing, unreadable or no media, in one sentence
    naming it. A file without sound is no error here: `has_audio` says so.
    """
    with opened(path) as container:
        return _facts(container)


@contextmanager
def opened(path: Path) -> Iterator[av.container.InputContainer]:
    """The file at `path` open for reading its streams. Raises MediaError as `probe` does."""
    if path.exists() and not path.is_file():
        raise MediaError(f"“{path.name}” is not a file; open a recording.")
    # The prefix keeps FFmpeg from taking a colon in the name for a protocol.
    address = f"file:{path.absolute()}"
    try:
        with av.open(address, options=dict(_OPEN_OPTIONS), metadata_errors="replace") as container:
            yield container
    except FileNotFoundError as error:
        raise MediaError(f"“{path.name}” is no longer in {path.parent}.") from error
    # ArgumentError is what a file gets whose kind is not among `_CONTAINERS`.
    except (av.error.InvalidDataError, av.error.ArgumentError) as error:
        raise MediaError(
            f"“{path.name}” is not a recording, or it is damaged; open another file."
        ) from error
    except (OSError, ValueError, av.error.FFmpegError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MediaError(f"“{path.name}” cannot be read ({reason}).") from error


def _facts(container: av.container.InputContainer) -> MediaFacts:
    pictures = av.stream.Disposition.attached_pic | av.stream.Disposition.still_image
    audio = container.streams.audio
    return MediaFacts(
        duration_ms=_duration_ms(container),
        has_audio=bool(audio),
        has_video=any(not stream.disposition & pictures for stream in container.streams.video),
        container=container.format.name,
        codec=audio[0].codec.canonical_name if audio else "",
    )


def _duration_ms(container: av.container.InputContainer) -> int:
    if container.duration is not None:
        return round(container.duration * 1000 / av.time_base)
    known = [s.duration * s.time_base for s in container.streams if s.duration and s.time_base]
    return round(max(known, default=0) * 1000)

"""What a media file holds, read by PyAV (FFmpeg's libraries, in its wheels)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import MediaError, NotFoundError

_MAX_GUESS_MS = 10_000 * 3_600_000


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """`container` and `codec` are FFmpeg's names; `duration_ms` is 0 where it is not told."""

    duration_ms: int
    has_audio: bool
    has_video: bool
    container: str
    codec: str


def probe(path: Path) -> MediaFacts:
    """The facts of the media file `path`. Raises NotFoundError, or MediaError where it is no
    media or has no sound."""
    # Imported here: it loads FFmpeg, which only an import of media needs.
    import av
    from av.error import FFmpegError

    logging.getLogger("libav").setLevel(logging.CRITICAL)  # we say what is wrong ourselves
    try:
        # The file protocol only: a playlist inside a file must not reach the network.
        with av.open(
            str(path.absolute()), metadata_errors="replace",
            options={"protocol_whitelist": "file"},
        ) as media:  # fmt: skip
            facts = _facts(media)
    except FileNotFoundError as error:
        raise NotFoundError(f"There is no file “{path}”.") from error
    except (FFmpegError, OSError, ValueError, OverflowError) as error:
        raise MediaError(
            f"“{path.name}” cannot be read as audio or video; it may be damaged or something else."
        ) from error
    if not facts.has_audio:
        raise MediaError(f"“{path.name}” has no sound; choose the audio or the full video.")
    return facts


def _facts(media: object) -> MediaFacts:
    from av.container import InputContainer

    if not isinstance(media, InputContainer):
        raise TypeError("opened for reading, yet not an input")
    audio = media.streams.audio
    length = media.duration  # in microseconds
    # A cover picture is a video stream of one frame; it makes no video of a song.
    moving = [s for s in media.streams.video if not s.disposition.value & 0x400]
    duration_ms = round(length / 1000) if length and 0 < length < _MAX_GUESS_MS * 1000 else 0
    return MediaFacts(
        duration_ms=duration_ms,
        has_audio=bool(audio),
        has_video=bool(moving),
        container=media.format.name,
        codec=audio[0].codec_context.name if audio else "",
    )

"""What a media file holds, read by PyAV without playing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import av

from annotator.domain.errors import MediaError
from annotator.domain.notes import Chapter

_CONTAINERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dts,eac3,flac,flv,matroska,mov,mp3,mpeg,mpegts,"
    "mpc,mpc8,ogg,rm,tta,w64,wav,wv"
)
"""The demuxers FFmpeg may use: those that read one file and follow no address in it."""

_FIRST_FRAME = 4_096
_SYNCSAFE = (21, 14, 7, 0)
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
        facts = _facts(container)
        if facts.has_audio and _is_guessed(path, container):
            facts = replace(facts, duration_ms=_counted_ms(container) or facts.duration_ms)
        return facts


def picture_ratio(path: Path) -> float:
    """How wide the picture of the film at `path` is shown for its height; 0 without a picture.

    Raises MediaError as `probe` does.
    """
    with opened(path) as container:
        for stream in _films(container)[:1]:
            for frame in container.decode(
                stream
            ):  # only it knows whether the film lies on its side
                ratio = frame.width / frame.height * float(stream.sample_aspect_ratio or 1)
                return 1 / ratio if frame.rotation % 180 else ratio
    return 0.0


def chapters_in(path: Path) -> tuple[Chapter, ...]:
    """The chapters that the media file itself names, in order. Raises MediaError."""
    with opened(path) as container:
        told = container.chapters()
    chapters = []
    for one in told:
        unit_ms = float(one["time_base"] or 0) * 1000
        start_ms, end_ms = round(one["start"] * unit_ms), round(one["end"] * unit_ms)
        title = str(one["metadata"].get("title", ""))
        if start_ms >= 0:
            chapters.append(Chapter(start_ms, title, end_ms if end_ms > start_ms else None))
    return tuple(sorted(chapters, key=lambda chapter: chapter.start_ms))


@contextmanager
def opened(path: Path) -> Iterator[av.container.InputContainer]:
    """The file at `path` open for reading its streams. Raises MediaError as `probe` does."""
    if path.exists() and not path.is_file():
        raise MediaError("“{0}” is not a file; open a recording.", path.name)
    # The prefix keeps FFmpeg from taking a colon in the name for a protocol.
    address = f"file:{path.absolute()}"
    try:
        with av.open(address, options=dict(_OPEN_OPTIONS), metadata_errors="replace") as container:
            yield container
    except FileNotFoundError as error:
        raise MediaError("“{0}” is no longer in {1}.", path.name, path.parent) from error
    # ArgumentError is what a file gets whose kind is not among `_CONTAINERS`.
    except (av.error.InvalidDataError, av.error.ArgumentError) as error:
        raise MediaError(
            "“{0}” is not a recording, or it is damaged; open another file.", path.name
        ) from error
    except (OSError, ValueError, av.error.FFmpegError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MediaError("“{0}” cannot be read ({1}).", path.name, reason) from error


def _facts(container: av.container.InputContainer) -> MediaFacts:
    audio = container.streams.audio
    return MediaFacts(
        duration_ms=_duration_ms(container),
        has_audio=bool(audio),
        has_video=bool(_films(container)),
        container=container.format.name,
        codec=audio[0].codec.canonical_name if audio else "",
    )


def _films(container: av.container.InputContainer) -> list[av.VideoStream]:
    """The streams of moving pictures; a cover is none."""
    still = av.stream.Disposition.attached_pic | av.stream.Disposition.still_image
    return [stream for stream in container.streams.video if not stream.disposition & still]


def _is_guessed(path: Path, container: av.container.InputContainer) -> bool:
    """Whether the length is only reckoned from the first frames' bit rate: four times too long
    where a recording begins with silence."""
    if container.format.name == "aac":
        return True
    if container.format.name != "mp3":
        return False
    with path.open("rb") as file:
        head = file.read(10)
        if head[:3] == b"ID3":
            sized = zip(head[6:], _SYNCSAFE, strict=False)
            file.seek(10 + sum((byte & 0x7F) << shift for byte, shift in sized))
        head += file.read(_FIRST_FRAME)
    return not any(tag in head for tag in (b"Xing", b"Info", b"VBRI"))


def _counted_ms(container: av.container.InputContainer) -> int:
    """The length of all packets of the sound together; half a second an hour."""
    stream = container.streams.audio[0]
    if not stream.time_base:
        return 0
    total = sum(packet.duration or 0 for packet in container.demux(stream))
    return round(total * stream.time_base * 1000)


def _duration_ms(container: av.container.InputContainer) -> int:
    if container.duration is not None:
        return round(container.duration * 1000 / av.time_base)
    known = [s.duration * s.time_base for s in container.streams if s.duration and s.time_base]
    return round(max(known, default=0) * 1000)

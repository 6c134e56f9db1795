"""A file, and what lies beside it: which is media, which is its transcript, what is neither."""

from __future__ import annotations

import struct
import wave
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from annotator.domain.errors import AnnotatorError, MediaError, NotFoundError, TranscriptError
from annotator.sources import local_file
from annotator.sources.local_file import (
    describe_media,
    fetch_local,
    fetch_transcript,
    find_moved,
)

SRT = "1\n00:00:00,000 --> 00:00:02,000\nso it goes\n"
Sound = Callable[..., Path]


def quiet(_done: float) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    """`sound("talk.wav", seconds=2)`: a WAV file in the test's folder."""

    def make(name: str, seconds: float = 2.0) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, 8_000, 0, "NONE", ""))
            file.writeframes(name.encode() * 2 + bytes(round(16_000 * seconds)))
        return path

    return make


def text(path: Path, content: str | bytes = SRT) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def names(path: Path, transcript: Path | None = None) -> list[str]:
    """The transcripts offered for a file, the likeliest first."""
    return [found.name for found in fetch_local(path, transcript, quiet).transcripts]


def test_media_alone_is_an_episode_without_transcript(sound: Sound) -> None:
    fetched = fetch_local(sound("my_first  talk.wav", 2.5), None, quiet)

    assert (fetched.title, fetched.transcripts, fetched.chosen) == ("my first talk", (), False)
    assert fetched.media is not None
    assert fetched.media.duration_ms == pytest.approx(2_500, abs=10)
    assert len(fetched.media.sha256) == 64


def test_a_transcript_beside_the_media_is_found_richest_format_first(sound: Sound) -> None:
    talk = sound("Talk.wav")
    for name in ("talk.srt", "Talk.en.vtt", "talk.json", "TALK.de-AT.srt"):
        text(talk.with_name(name))

    assert names(talk) == ["talk.json", "Talk.en.vtt", "TALK.de-AT.srt", "talk.srt"]


def test_files_that_only_look_alike_are_left_alone(sound: Sound) -> None:
    talk = sound("talk.wav")
    for name in ("talk2.srt", "talk.info.json", "other.srt", "talk.srt.bak", "my talk.srt"):
        text(talk.with_name(name))
    (talk.parent / "talk.vtt").mkdir()

    assert names(talk) == []


def test_a_chosen_transcript_is_the_only_one(sound: Sound, tmp_path: Path) -> None:
    talk = sound("talk.wav")
    text(tmp_path / "talk.srt")
    chosen = text(tmp_path / "better words.txt")

    fetched = fetch_local(talk, chosen, quiet)

    assert [found.name for found in fetched.transcripts] == ["better words.txt"]
    assert fetched.chosen


@pytest.mark.parametrize("name", ["talk.srt", "talk.en.srt", "Talk.EN.vtt"])
def test_a_transcript_opened_finds_its_media(sound: Sound, tmp_path: Path, name: str) -> None:
    talk = sound("talk.wav")

    fetched = fetch_local(text(tmp_path / name), None, quiet)

    assert fetched.media is not None
    assert fetched.media.path == str(talk)
    assert fetched.chosen


def test_a_transcript_alone_is_an_episode_without_media(tmp_path: Path) -> None:
    fetched = fetch_local(text(tmp_path / "talk.srt"), None, quiet)

    assert (fetched.media, fetched.title) == (None, "talk")
    assert fetched.transcripts[0].data == SRT.encode()


def test_what_a_file_is_called_says_nothing_of_what_it_is(sound: Sound, tmp_path: Path) -> None:
    disguised = sound("talk.txt")
    assert fetch_local(disguised, None, quiet).media is not None

    words = text(tmp_path / "words.mp3")
    assert fetch_local(words, None, quiet).media is None


@pytest.mark.parametrize(
    "content",
    [
        SRT.encode("utf-16"),
        SRT.encode("utf-16-le"),
        SRT.encode("utf-16-be"),
        b"\xef\xbb\xbf" + SRT.encode(),
        SRT.replace("so", "så").encode("latin-1"),
        "1\n00:00:00,000 --> 00:00:02,000\nсловá\n".encode("utf-16-le"),
        "今日は。\n".encode("utf-16-be"),
        "1\n00:00:00,000 --> 00:00:02,000\n\u200fمی\u200cخواهم\n".encode("utf-16-le"),
        SRT.encode() * 3 + b"so i\x01t\x00 goes\n",
    ],
    ids=["utf-16", "16-le", "16-be", "bom", "latin-1", "cyrillic", "japanese", "persian", "nul"],
)
def test_text_is_told_from_media_in_every_encoding(tmp_path: Path, content: bytes) -> None:
    fetched = fetch_local(text(tmp_path / "talk.srt", content), None, quiet)

    assert fetched.media is None
    assert fetched.transcripts[0].data == content


def test_silence_is_sound_however_many_zeros_it_has(tmp_path: Path) -> None:
    frames = 16_000
    rate = struct.pack(">hIhH8s", 1, frames, 16, 16_384 + 12, bytes([0xFA, 0]) + bytes(6))
    body = b"COMM" + struct.pack(">I", 18) + rate
    body += b"SSND" + struct.pack(">III", 8 + 2 * frames, 0, 0) + bytes(2 * frames)
    aiff = b"FORM" + struct.pack(">I", 4 + len(body)) + b"AIFF" + body

    fetched = fetch_local(text(tmp_path / "silence.aiff", aiff), None, quiet)

    assert fetched.media is not None
    assert fetched.media.duration_ms > 0


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "silent.mkv"
    with av.open(str(path), "w") as film:
        stream = film.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            film.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        film.mux(stream.encode())

    with pytest.raises(MediaError, match=r"“silent\.mkv” has no sound; choose"):
        fetch_local(path, None, quiet)


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"", MediaError, "“talk.mp3” is an empty file."),
        (bytes(range(256)) * 40, MediaError, "“talk.mp3” is not a recording, or it is damaged"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", MediaError, "“talk.mp3” is not a recording"),
    ],
    ids=["empty", "random", "cut off"],
)
def test_what_is_no_media_gets_one_sentence_that_names_it(
    tmp_path: Path, content: bytes, kind: type[AnnotatorError], sentence: str
) -> None:
    with pytest.raises(kind) as refused:
        fetch_local(text(tmp_path / "talk.mp3", content), None, quiet)

    assert str(refused.value).startswith(sentence)


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no file"):
        fetch_local(tmp_path / "gone.mp3", None, quiet)
    with pytest.raises(NotFoundError, match="is a folder; name a file in it"):
        fetch_local(tmp_path, None, quiet)
    with pytest.raises(NotFoundError, match="There is no file"):
        fetch_transcript(tmp_path / "gone.srt")


def test_a_chosen_transcript_that_is_not_there_is_told(sound: Sound, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"There is no file “.*gone\.srt”"):
        fetch_local(sound("talk.wav"), tmp_path / "gone.srt", quiet)


def test_two_texts_are_no_episode(tmp_path: Path) -> None:
    first, second = text(tmp_path / "one.srt"), text(tmp_path / "two.srt")

    with pytest.raises(MediaError, match="is text, not audio or video; give the media first"):
        fetch_local(first, second, quiet)


def test_a_transcript_past_all_measure_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_file, "MAX_TRANSCRIPT_BYTES", 20)

    with pytest.raises(TranscriptError, match=r"“talk\.srt” is larger than 64 MB"):
        fetch_transcript(text(tmp_path / "talk.srt"))


def test_progress_runs_to_the_end_and_may_stop_the_reading(sound: Sound) -> None:
    talk = sound("talk.wav", 200)
    seen: list[float] = []
    describe_media(talk, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def cancel(_done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        describe_media(talk, cancel)


def test_moved_media_is_found_by_its_content_under_any_name(sound: Sound, tmp_path: Path) -> None:
    media = describe_media(sound("talk.wav"), quiet)
    place = tmp_path / "archive"
    place.mkdir()
    sound("archive/same size.wav")  # as long, and other bytes
    Path(media.path).rename(place / "2026 talk.wav")

    found = find_moved(media, (tmp_path / "nowhere", place), quiet)

    assert found is not None
    assert (found.path, found.sha256) == (str(place / "2026 talk.wav"), media.sha256)


def test_media_that_is_nowhere_is_not_found(sound: Sound, tmp_path: Path) -> None:
    media = describe_media(sound("talk.wav"), quiet)
    Path(media.path).unlink()
    text(tmp_path / "other.wav", bytes(media.size_bytes))

    assert find_moved(media, (tmp_path,), quiet) is None


def test_a_transcript_of_200_mb_is_refused_by_its_size_unread(
    tmp_path: Path, sound: Callable[..., Path]
) -> None:
    path = tmp_path / "endless.srt"
    with path.open("wb") as file:
        file.write(b"1\n00:00:01,000 --> 00:00:02,000\nand so on\n\n")
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(TranscriptError, match="larger than 64 MB; split it first"):
        fetch_local(sound("talk.wav"), path, quiet)

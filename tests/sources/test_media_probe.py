"""What a media file holds, and the sentences for what holds nothing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from annotator.domain.errors import MediaError
from annotator.domain.notes import Chapter
from annotator.sources.media_probe import MediaFacts, chapters_in, picture_ratio, probe


def write_sound(path: Path, codec: str, seconds: float = 2.0, rate: int = 48_000) -> Path:
    with av.open(str(path), "w") as container:
        add_sound(container, codec, seconds, rate)
    return path


def add_sound(
    container: av.container.OutputContainer, codec: str, seconds: float, rate: int
) -> None:
    stream = container.add_stream(codec, rate=rate, layout="mono")
    samples = np.sin(np.arange(int(seconds * rate)) / 20).astype(np.float32)[None, :] / 3
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def write_film(path: Path, *, sound: bool, pixels: Fraction | None = None) -> Path:
    """`pixels` says how much wider than high they are shown."""
    with av.open(str(path), "w") as container:
        film = container.add_stream("mpeg4", rate=10)
        if pixels:
            film.codec_context.sample_aspect_ratio = pixels
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        if sound:
            add_sound(container, "aac", 2.0, 48_000)
        picture = np.zeros((48, 64, 3), np.uint8)
        for _ in range(20):
            container.mux(film.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(film.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "codec", "container", "stored_as"),
    [
        ("a.wav", "pcm_s16le", "wav", "pcm_s16le"),
        ("a.mp3", "libmp3lame", "mp3", "mp3"),
        ("a.m4a", "aac", "mov,mp4,m4a,3gp,3g2,mj2", "aac"),
        ("a.opus", "libopus", "ogg", "opus"),
        ("a.flac", "flac", "flac", "flac"),
        ("a.webm", "libopus", "matroska,webm", "opus"),
    ],
)
def test_a_recording_tells_its_length_and_kind(
    tmp_path: Path, name: str, codec: str, container: str, stored_as: str
) -> None:
    facts = probe(write_sound(tmp_path / name, codec))

    assert facts == MediaFacts(facts.duration_ms, True, False, container, stored_as)
    assert facts.duration_ms == pytest.approx(2000, abs=60)


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.flac", "flac").rename(tmp_path / "talk.mp3")

    assert probe(path).container == "flac"


def test_a_film_has_video(tmp_path: Path) -> None:
    facts = probe(write_film(tmp_path / "film.mp4", sound=True))

    assert (facts.has_audio, facts.has_video, facts.codec) == (True, True, "aac")


def test_a_film_without_sound_says_so(tmp_path: Path) -> None:
    facts = probe(write_film(tmp_path / "film.mp4", sound=False))

    assert (facts.has_audio, facts.codec) == (False, "")


@pytest.mark.parametrize("name", ["file:a.wav", "http:a.wav", "1% – 日本 #3?.wav"])
def test_names_that_look_like_addresses_are_files(tmp_path: Path, name: str) -> None:
    path = write_sound(tmp_path / "plain.wav", "pcm_s16le").rename(tmp_path / name)

    assert probe(path).has_audio


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Not found</body></html>",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile other.wav\n",
        bytes(np.random.default_rng(5).integers(0, 256, 20_000, dtype=np.uint8)),
    ],
    ids=["empty", "page", "HLS", "concat", "random"],
)
def test_what_is_no_recording_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(content)
    write_sound(tmp_path / "other.wav", "pcm_s16le")

    with pytest.raises(MediaError, match=r"^“talk\.mp3” is not a recording, or it is damaged"):
        probe(path)


def test_a_picture_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "cover.mp3"
    with av.open(str(path), "w", format="image2pipe") as container:
        stream = container.add_stream("png", rate=1)
        stream.width = stream.height = 16
        stream.pix_fmt = "rgb24"
        picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
        container.mux(stream.encode(picture))
        container.mux(stream.encode(None))

    with pytest.raises(MediaError, match=r"^“cover\.mp3” is not a recording"):
        probe(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"^“gone\.mp3” is no longer in "):
        probe(tmp_path / "gone.mp3")
    (tmp_path / "folder.mp3").mkdir()
    with pytest.raises(MediaError, match=r"^“folder\.mp3” is not a file"):
        probe(tmp_path / "folder.mp3")


def test_the_length_of_an_mp3_without_a_header_is_counted_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    draw = np.random.default_rng(1)
    samples = draw.normal(0, 0.2, 20 * 44_100).astype(np.float32)[None, :]
    samples[:, : 2 * 44_100] = 0  # the guess goes by the first frames, which hold next to nothing
    with av.open(str(path), "w", options={"write_xing": "0", "id3v2_version": "3"}) as container:
        container.metadata["title"] = "A talk"
        stream = container.add_stream("libmp3lame", rate=44_100, layout="mono")
        stream.codec_context.global_quality = 0
        stream.codec_context.flags |= 2  # variable bit rate
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = 44_100, 0, Fraction(1, 44_100)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with av.open(str(path)) as container:
        assert container.duration > 40_000_000, "the guess is not wrong enough to test anything"

    assert abs(probe(path).duration_ms - 20_000) < 100


def test_chapters_of_the_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.m4a"
    unit = Fraction(1, 1000)
    told = [("Beginning", 0, 900), ("Und dann", 900, 2000)]
    with av.open(str(path), "w") as container:
        container.set_chapters(
            [
                {"id": number, "start": start, "end": end, "time_base": unit,
                 "metadata": {"title": title}}
                for number, (title, start, end) in enumerate(told)
            ]
        )  # fmt: skip
        add_sound(container, "aac", 2.0, 48_000)

    assert chapters_in(path) == (Chapter(0, "Beginning", 900), Chapter(900, "Und dann", 2_000))
    assert chapters_in(write_sound(tmp_path / "b.wav", "pcm_s16le")) == ()


@pytest.mark.parametrize(
    ("pixels", "ratio"), [(None, 4 / 3), (Fraction(4, 3), 16 / 9), (Fraction(1, 1), 4 / 3)]
)
def test_a_film_tells_how_wide_its_picture_is_shown(
    tmp_path: Path, pixels: Fraction | None, ratio: float
) -> None:
    film = write_film(tmp_path / "a.mp4", sound=True, pixels=pixels)
    assert picture_ratio(film) == pytest.approx(ratio)


def test_what_has_no_moving_picture_has_no_ratio(tmp_path: Path) -> None:
    assert picture_ratio(write_sound(tmp_path / "a.mp3", "libmp3lame")) == 0
    with pytest.raises(MediaError):
        picture_ratio(tmp_path / "gone.mp4")

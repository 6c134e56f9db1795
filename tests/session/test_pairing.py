"""Recordings and transcripts of other names are put together by what they hold."""

from __future__ import annotations

import wave
from pathlib import Path

from annotator.session.pairing import gathered


def recording(folder: Path, name: str, seconds: int) -> Path:
    path = folder / name
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(1_000)
        file.writeframes(bytes([128]) * 1_000 * seconds)
    return path


def transcript(folder: Path, name: str, seconds: int) -> Path:
    """A transcript whose last words end at `seconds`; without times where that is 0."""
    path = folder / name
    if not seconds:
        path.write_text("Ada: The kettle is on.\nBen: Then we can begin.\n")
        return path
    last = f"{seconds // 60:02d}:{seconds % 60:02d}"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:03,000\nThe kettle is on.\n\n"
        f"2\n00:00:05,000 --> 00:{last},000\nThen we can begin.\n"
    )
    return path


def pairs(folder: Path) -> dict[str, str]:
    """Which recording got which transcript; "" where it stays alone."""
    wanted = gathered([str(folder)], lambda _share: None)
    return {
        one.path.name: one.transcript.name if one.transcript else "" for one in wanted if one.path
    }


def test_a_recording_and_words_of_its_length_belong_together(tmp_path: Path) -> None:
    recording(tmp_path, "a031.wav", 600)
    recording(tmp_path, "a032.wav", 900)
    transcript(tmp_path, "export (1).srt", 898)
    transcript(tmp_path, "export (2).srt", 597)

    assert pairs(tmp_path) == {"a031.wav": "export (2).srt", "a032.wav": "export (1).srt"}


def test_why_they_were_put_together_is_said(tmp_path: Path) -> None:
    recording(tmp_path, "On Kettles.wav", 600)
    transcript(tmp_path, "kettles_transcript_final.srt", 598)

    (one,) = gathered([str(tmp_path)], lambda _share: None)
    assert one.why == (
        "Put together with “kettles_transcript_final.srt”: their names share “kettles” and both"
        " last 10:00."
    )


def test_two_that_fit_alike_are_both_left_alone(tmp_path: Path) -> None:
    recording(tmp_path, "a031.wav", 600)
    transcript(tmp_path, "one.srt", 598)
    transcript(tmp_path, "two.srt", 599)

    assert pairs(tmp_path) == {"a031.wav": "", "one.srt": "", "two.srt": ""}


def test_names_decide_between_two_of_one_length(tmp_path: Path) -> None:
    recording(tmp_path, "show 7 lids.wav", 600)
    recording(tmp_path, "show 8 kettles.wav", 600)
    transcript(tmp_path, "Kettles (edited).srt", 598)
    transcript(tmp_path, "Lids (edited).srt", 599)

    assert pairs(tmp_path) == {
        "show 7 lids.wav": "Lids (edited).srt",
        "show 8 kettles.wav": "Kettles (edited).srt",
    }


def test_a_shared_name_is_no_pair_where_the_lengths_speak_against_it(tmp_path: Path) -> None:
    recording(tmp_path, "kettles trailer.wav", 60)
    transcript(tmp_path, "the long kettles.srt", 3_000)

    assert pairs(tmp_path) == {"kettles trailer.wav": "", "the long kettles.srt": ""}


def test_words_without_times_go_by_the_name_alone(tmp_path: Path) -> None:
    recording(tmp_path, "Kettles and lids 012.wav", 60)
    recording(tmp_path, "Bread 013.wav", 60)
    transcript(tmp_path, "12 kettles lids.txt", 0)

    assert pairs(tmp_path)["Kettles and lids 012.wav"] == "12 kettles lids.txt"
    assert pairs(tmp_path)["Bread 013.wav"] == ""


def test_what_the_names_of_a_show_share_tells_nothing(tmp_path: Path) -> None:
    for number in (1, 2):
        recording(tmp_path, f"Kettle Talk {'one' if number == 1 else 'other'}.wav", 60 * number)
    transcript(tmp_path, "Kettle Talk.txt", 0)

    assert set(pairs(tmp_path).values()) == {""}


def test_a_file_that_cannot_be_read_stays_alone(tmp_path: Path) -> None:
    (tmp_path / "broken.mp3").write_bytes(b"")
    transcript(tmp_path, "words.srt", 60)

    assert pairs(tmp_path) == {"broken.mp3": "", "words.srt": ""}

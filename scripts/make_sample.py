"""Makes the sample episode: ``resources/sample/`` from ``scripts/sample_conversation.txt``.

Not part of the set-up; the result is in the repository. To make it again, in an environment of
its own (the voices are large and the program does not need them)::

    python3 -m venv /tmp/voices
    /tmp/voices/bin/pip install -r scripts/sample-requirements.txt
    /tmp/voices/bin/python scripts/make_sample.py

Writes ``what-is-still-worth-learning.opus`` (mono, 48 kHz, about 32 kb/s) and beside it the
word-timed ``.vtt``: one cue a sentence, times from the voices themselves. Then measures itself:
where a word follows a silence, the sound must begin where the transcript says. The same
versions of the voices on the same kind of processor give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from sample_voices import Ada, Sound, Spoken, Tom, Voice

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "resources" / "sample"
STEM = "what-is-still-worth-learning"
TAGS = {
    "title": "What is still worth learning",
    "artist": "Ada Reyes and Tom Okafor",
    "album": "The Long Table",
}
NAMES = {"ada": "Ada Reyes", "tom": "Tom Okafor"}

RATE = 48_000
BIT_RATE = 32_000
LEAD_S, TAIL_S = 0.7, 1.2
SENTENCE_GAP_S, TURN_GAP_S = 0.55, 0.85
BEFORE_WORD_S, AFTER_WORD_S, FADE_S = 0.08, 0.16, 0.02
LOUDNESS = 10 ** (-18.3 / 20)
"""Level of each voice while it speaks; with both it comes to about -20 LUFS."""
ROOM = 10 ** (-72 / 20)
"""A trace of noise, so that the pauses do not sound like a switched-off line."""


@dataclass(frozen=True)
class Line:
    """A sentence in its place: word starts and ends in seconds of the episode."""

    speaker: str
    text: str
    words: tuple[tuple[float, float], ...]


def conversation() -> Iterator[tuple[str, str]]:
    """(voice, sentence) for each line of the script."""
    for row in (HERE / "sample_conversation.txt").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            voice, sentence = row.split(" | ")
            yield voice, sentence


def resampled(spoken: Spoken) -> Sound:
    """The sentence at the episode's rate."""
    frame = av.AudioFrame.from_ndarray(spoken.samples[np.newaxis, :], format="flt", layout="mono")
    frame.sample_rate = spoken.rate
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    parts = [
        part.to_ndarray()[0] for part in [*resampler.resample(frame), *resampler.resample(None)]
    ]
    return np.concatenate(parts).astype(np.float32)


def trimmed(spoken: Spoken) -> tuple[Sound, tuple[tuple[float, float], ...]]:
    """The sentence without the silence around it, faded at both ends, and its word times."""
    samples = resampled(spoken)
    step = RATE // 200
    heard = np.flatnonzero(levels(samples, step) > np.abs(samples).max() / 100)
    # A voice counts the silence it ends with as part of the last word.
    *words, (last_start_s, last_end_s) = spoken.words
    words.append((last_start_s, min(last_end_s, float(heard[-1] + 1) * step / RATE)))
    begin_s = max(words[0][0] - BEFORE_WORD_S, 0.0)
    end_s = min(words[-1][1] + AFTER_WORD_S, len(samples) / RATE)
    samples = samples[round(begin_s * RATE) : round(end_s * RATE)].copy()
    ramp = np.linspace(0, 1, round(FADE_S * RATE), dtype=np.float32)
    samples[: len(ramp)] *= ramp
    samples[-len(ramp) :] *= ramp[::-1]
    return samples, tuple((start - begin_s, end - begin_s) for start, end in words)


def levels(samples: Sound, step: int) -> Sound:
    """RMS of each `step` samples."""
    frames = samples[: len(samples) // step * step].reshape(-1, step)
    return np.sqrt(np.mean(frames**2, axis=1))


def loudness(samples: Sound) -> float:
    """Level while speaking: RMS of the 20 ms frames within 25 dB of the loudest."""
    power = levels(samples, RATE // 50) ** 2
    return float(np.sqrt(np.mean(power[power > power.max() / 300])))


def record(voices: dict[str, Voice]) -> tuple[Sound, list[Line]]:
    """The whole conversation as sound, and each sentence with its times."""
    takes = [(who, text, *trimmed(voices[who].say(text))) for who, text in conversation()]
    gains = {
        name: LOUDNESS / loudness(np.concatenate([take[2] for take in takes if take[0] == name]))
        for name in voices
    }
    parts, lines = [np.zeros(round(LEAD_S * RATE), np.float32)], []
    at = len(parts[0])
    for number, (who, text, samples, words) in enumerate(takes):
        lines.append(
            Line(NAMES[who], text, tuple((at / RATE + s, at / RATE + e) for s, e in words))
        )
        last = number + 1 == len(takes)
        turn = not last and takes[number + 1][0] != who
        pause_s = TAIL_S if last else TURN_GAP_S if turn else SENTENCE_GAP_S
        silence = np.zeros(round((pause_s - BEFORE_WORD_S - AFTER_WORD_S) * RATE), np.float32)
        parts += [samples * gains[who], silence]
        at += len(samples) + len(silence)
    sound = np.concatenate(parts)
    sound += np.random.default_rng(1).normal(0, ROOM, len(sound)).astype(np.float32)
    return limited(sound), lines


def limited(sound: Sound) -> Sound:
    """Peaks above half scale bent softly, so that none reaches full scale."""
    over = np.abs(sound) > 0.5
    bent = 0.5 + 0.3 * np.tanh((np.abs(sound) - 0.5) / 0.3)
    return np.where(over, np.sign(sound) * bent, sound).astype(np.float32)


def write_opus(path: Path, sound: Sound) -> None:
    with av.open(str(path), "w", format="opus", options={"fflags": "+bitexact"}) as container:
        container.metadata.update(TAGS)
        stream = container.add_stream("libopus", rate=RATE, layout="mono", options={"vbr": "on"})
        stream.bit_rate = BIT_RATE
        frame = av.AudioFrame.from_ndarray(sound[np.newaxis, :], format="flt", layout="mono")
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def stamp(seconds: float) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def write_vtt(path: Path, lines: list[Line]) -> None:
    blocks = ["WEBVTT", "NOTE Made by scripts/make_sample.py; word times are the voices' own."]
    for line in lines:
        first, *others = line.text.split()
        timed = [f"<{stamp(s)}>{w}" for w, (s, _) in zip(others, line.words[1:], strict=True)]
        blocks.append(
            f"{stamp(line.words[0][0])} --> {stamp(line.words[-1][1])}\n"
            f"<v {line.speaker}>{' '.join([first, *timed])}"
        )
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def decoded(path: Path) -> Sound:
    """What a player makes of the file: mono, at the episode's rate."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        parts = [
            part.to_ndarray()[0]
            for frame in container.decode(audio=0)
            for part in resampler.resample(frame)
        ]
    return np.concatenate(parts)


def onset_errors_ms(sound: Sound, lines: list[Line]) -> list[float]:
    """For each word after a pause of 150 ms: where the sound begins, less where the text says.

    Sound begins at the first 5 ms that reach -30 dB of the sentence's loudest, in the 200 ms
    around the word.
    """
    step = RATE // 200
    level = levels(sound, step)
    errors, silent_since = [], 0.0
    for line in lines:
        first, last = (round(t * RATE / step) for t in (line.words[0][0], line.words[-1][1]))
        threshold = level[first:last].max() * 10 ** (-30 / 20)
        for start, end in line.words:
            if start - silent_since >= 0.15:
                at = round((start - 0.1) * RATE / step)
                loud = np.flatnonzero(level[at : at + 60] >= threshold)
                if len(loud):
                    errors.append((at + loud[0]) * 5 - start * 1000)
            silent_since = end
    return errors


def main() -> int:
    sound, lines = record({"ada": Ada(speed=0.95), "tom": Tom(pace=1.06)})
    SAMPLE.mkdir(parents=True, exist_ok=True)
    audio = SAMPLE / f"{STEM}.opus"
    write_opus(audio, sound)
    write_vtt(audio.with_suffix(".vtt"), lines)
    errors = np.abs(onset_errors_ms(decoded(audio), lines))
    print(
        f"{len(lines)} sentences, {sum(len(line.words) for line in lines)} words, "
        f"{len(sound) / RATE:.1f} s, {audio.stat().st_size / 1000:.0f} kB; onsets after a pause: "
        f"{len(errors)}, off by {np.median(errors):.0f} ms (median), {errors.max():.0f} ms (most)"
    )
    return int(np.percentile(errors, 90) > 60)


if __name__ == "__main__":
    sys.exit(main())

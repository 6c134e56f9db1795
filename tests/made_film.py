"""A short film: one colour, one hum."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

SECONDS, PICTURES_PER_S, SOUND_RATE = 20, 10, 48_000


def make_film(path: Path, red: int = 0) -> Path:
    """A film of `SECONDS`, its picture 64 by 48 of so much red (0 to 255), with a steady sound."""
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("mpeg4", rate=PICTURES_PER_S)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        picture = np.zeros((48, 64, 3), np.uint8)
        picture[:, :, 0] = red
        for _ in range(SECONDS * PICTURES_PER_S):
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        hum = np.sin(np.arange(SECONDS * SOUND_RATE) / 20).astype(np.float32)[None, :] / 3
        frame = av.AudioFrame.from_ndarray(hum, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = SOUND_RATE, 0
        container.mux(sound.encode(frame))
        container.mux(pictures.encode(None))
        container.mux(sound.encode(None))
    return path

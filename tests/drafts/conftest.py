"""What the tests of drafts share: a short talk, and the modules that make test sets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `damage`, `judging` and `made_talk`

from annotator.domain.transcript import Cue, Transcript
from annotator.drafts.spoken import Spoken

LINES = (
    ("Ada Marlow", "Who taught you to bake bread?"),
    ("Ben Okoye", "My aunt did, and she never used a scale."),
    ("Ben Okoye", "She said the dough tells you when it has had enough."),
    ("Ada Marlow", "Could a machine learn that?"),
    ("Ben Okoye", "It can learn the numbers, um, but somebody has to taste it."),
    ("Ada Marlow", "So what should a child still learn?"),
    ("Ben Okoye", "To notice. The rest can be looked up in ten minutes."),
    ("Ada Marlow", "We are going to ask Petra Lind who owns the recipe."),
    ("Ben Okoye", "It's everybody who bakes it, I hope. I do not think it can be sold."),
)


@pytest.fixture
def talk_about_bread() -> Transcript:
    return Transcript(
        tuple(Cue(n * 4_000, (n + 1) * 4_000, text, name) for n, (name, text) in enumerate(LINES))
    )


@pytest.fixture
def bread(talk_about_bread: Transcript) -> Spoken:
    return Spoken(talk_about_bread)

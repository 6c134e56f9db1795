"""The catalogues hold what the program says today, and the translations fit it."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from annotator.gui.catalogue import Message, read_catalogue
from annotator.resources import resource

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import write_translations

CATALOGUES = sorted(resource("translations").glob("*.po"))
_FIELD = re.compile(r"\{\d[^{}]*\}")


def messages(path: Path) -> list[Message]:
    return [message for message in read_catalogue(path) if message.text]


def test_the_catalogues_are_as_the_script_writes_them() -> None:
    for path, text in write_translations.files().items():
        assert path.read_text(encoding="utf-8") == text, "run scripts/write_translations.py"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_text_is_translated(path: Path) -> None:
    assert [message.text for message in messages(path) if not all(message.forms)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_values_of_its_text(path: Path) -> None:
    for message in messages(path):
        last = message.many or message.text
        assert Counter(_FIELD.findall(message.forms[-1])) == Counter(_FIELD.findall(last)), last
        # An ellipsis says that a command asks first, a full stop that a sentence ends.
        assert message.text.endswith("…") == message.forms[0].endswith("…"), message.text


def test_a_text_glued_together_is_refused(tmp_path: Path) -> None:
    (tmp_path / "annotator").mkdir()
    (tmp_path / "annotator" / "bad.py").write_text('raise UsageError(f"There is no {name}.")\n')
    with pytest.raises(write_translations.GluedError, match=r"bad\.py:1"):
        write_translations.texts(tmp_path / "annotator")

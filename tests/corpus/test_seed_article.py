"""A real article about an episode, and verdicts on quotations drawn from real transcripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "drafts"))

from damage import Case, Damager, misheard
from judging import Judged, altered_called_exact, judge, share_placed, share_right

from annotator.domain.errors import AnnotatorError
from annotator.domain.transcript import Cue, Transcript
from annotator.drafts.quotations import quotations
from annotator.drafts.reading import read_draft, written
from annotator.drafts.spoken import Spoken
from annotator.drafts.verdicts import check
from annotator.formats import read_transcript

_LEAST_WORDS = 1_500
_EACH = 8


@pytest.fixture(scope="module")
def transcripts(corpus: Path) -> list[Transcript]:
    """The longer transcripts of the corpus that are written with letters of words."""
    found = []
    for path in sorted((corpus / "transcripts").iterdir()):
        try:
            transcript = read_transcript(path.read_bytes()).transcript
        except AnnotatorError:
            continue
        if transcript.word_count >= _LEAST_WORDS:
            found.append(transcript)
    return found


def _drawn(transcripts: list[Transcript]) -> list[list[Case]]:
    return [list(Damager(each).cases(_EACH)) for each in transcripts]


@pytest.fixture(scope="module")
def judged(transcripts: list[Transcript]) -> list[Judged]:
    sets = zip(transcripts, _drawn(transcripts), strict=True)
    return [item for each, cases in sets if cases for item in judge(cases, each)]


def test_the_seed_articles_quotation_is_one_in_two_parts(corpus: Path) -> None:
    data = (corpus / "seeds" / "article-about-an-episode.txt").read_bytes()
    draft = read_draft(data, "article.txt")
    (one,) = quotations(draft)
    assert len(one.parts) == 2
    assert one.named in ("Zuckerberg", "Mark Zuckerberg")
    assert not one.sure
    assert written(draft, []) == data
    # Said in one breath, with the attribution the writer's, it is exact.
    cue = Cue(1_000, 9_000, one.text.replace(",", "."), "Mark Zuckerberg")
    finding = check(draft.text, one, Spoken(Transcript((cue,))))
    assert (finding.verdict, finding.warnings) == ("exact", ())


def test_verdicts_on_real_transcripts(judged: list[Judged]) -> None:
    wrong = [(item.case.kind, item.finding.verdict) for item in judged if not item.right]
    assert len(judged) > 500
    assert share_right(judged) >= 0.97, wrong
    assert altered_called_exact(judged) == []


def test_places_in_real_transcripts(judged: list[Judged]) -> None:
    assert share_placed(judged) >= 0.99


def test_invented_quotations_are_not_found(transcripts: list[Transcript]) -> None:
    cases = []
    for each in transcripts:
        drawn = (Damager(each, 9).stretch(8, 20) for _ in range(3))
        cases.append([said for said in drawn if said])
    for index, said in enumerate(cases):
        other = transcripts[(index + 7) % len(transcripts)]
        made = [
            Case("invented", " ".join(spot.text for spot in each), "", ("not_found",))
            for each in said
        ]
        if made and other.language in ("", transcripts[index].language):
            wrong = [item.case.text for item in judge(made, other) if not item.right]
            assert len(wrong) <= 1


def test_recognition_errors_move_no_quotation(transcripts: list[Transcript]) -> None:
    judged = [
        item
        for each, cases in zip(transcripts, _drawn(transcripts), strict=True)
        if cases
        for item in judge(cases, misheard(each, 0.05))
    ]
    assert share_placed(judged) >= 0.99

"""What is said of a quotation: the verdict, the warnings, the times."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.mending import mended, respelled
from annotator.domain.transcript import Cue, Transcript
from annotator.drafts.quotations import quotations
from annotator.drafts.reading import read_draft
from annotator.drafts.spoken import Spoken
from annotator.drafts.verdicts import Finding, check
from tests.made_cues import cue_from_words


def judged(text: str, spoken: Spoken) -> Finding:
    draft = read_draft(text.encode(), "draft.md")
    (quotation,) = quotations(draft)
    return check(draft.text, quotation, spoken)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("“She said the dough tells you when it has had enough.”", "exact"),
        ("“she said the Dough tells you when it has had enough,” Ben said.", "exact"),
        ("“The rest can be looked up in 10 minutes.”", "exact"),
        ("“It can learn the numbers, but somebody has to taste it.”", "near"),
        ("“My aunt did and she never used a scale.”", "near"),
        ("“It is everybody who bakes it, I hope.”", "near"),
        ("“We’re gonna ask Petra Lind who owns the recipe.”", "near"),
        ("“She said the bread tells you when it has had enough.”", "altered"),
        ("“She said the dough tells you when it has enough.”", "altered"),
        ("“The sky is green and full of paper kites today.”", "not_found"),
        ("“My aunt did, and she never used a scale. Everybody who bakes it, I hope.”", "stitched"),
        (
            "Petra Lind said: “She said the dough tells you when it has had enough.”",
            "other_speaker",
        ),
        ("“My aunt did … tells you when it has had enough.”", "exact"),
        ("“She said the dough [of the bread] tells you when it has had enough.”", "exact"),
        ("“[S]omebody has to taste it.”", "exact"),
        ("“She said the dough tells you,” Ben said. “When it has had enough.”", "exact"),
        ("“bread”", "exact"),
        ("“breadth”", "not_found"),
    ],
)
def test_verdicts(text: str, verdict: str, bread: Spoken) -> None:
    assert judged(text, bread).verdict == verdict


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("“I do think it can be sold.”", "negation: “not” was left out"),
        ("“I do not think it can't be sold.”", "negation: “can't” for “can”"),
        ("“The rest can be looked up in five minutes.”", "number: “five” for “ten”"),
        ("“It must learn the numbers, but somebody has to.”", "modal verb: “must” for “can”"),
        ("“We are going to ask Petra Holm who owns the recipe.”", "name: “Holm” for “Lind”"),
        ("“She said the doe tells you when it has had enough.”", ""),
        ("“My aunt did … when it has had enough.”", "negation: the words left out hold one"),
        ("“think it can be sold.”", "negation: “not think” was said, “not” cut"),
        ("“who bakes it, I hope. We are going to ask Petra Lind.”", ""),
        ("“Could a machine learn that? It can learn the numbers.”", "speakers: the words are of"),
        ("Ada Marlow asked. “She said the dough tells you when it has had enough,” she said.",
         "speaker: Ada Marlow seems to be meant, Ben Okoye said it"),
    ],
)  # fmt: skip
def test_warnings(text: str, warning: str, bread: Spoken) -> None:
    found = judged(text, bread).warnings
    assert any(line.startswith(warning) for line in found) or (not warning and not found), found


def test_every_word_found_has_its_time() -> None:
    words = ("we", "bake", "it", "slowly", "and", "that", "is", "all", "there", "is")
    cue = cue_from_words([(word, 1_000 * n, 1_000 * n + 400) for n, word in enumerate(words)])
    finding = judged("“bake it slowly and that”", Spoken(Transcript((cue,))))
    assert [(w.text, w.start_ms, w.end_ms) for w in finding.places[0].words] == [
        ("bake", 1_000, 1_400),
        ("it", 2_000, 2_400),
        ("slowly", 3_000, 3_400),
        ("and", 4_000, 4_400),
        ("that", 5_000, 5_400),
    ]
    assert (finding.places[0].start_ms, finding.places[0].end_ms) == (1_000, 5_400)


def test_the_places_of_a_stitched_quotation_are_told_in_its_order(bread: Spoken) -> None:
    text = "“Everybody who bakes it, I hope. She never used a scale.”"
    finding = judged(text, bread)
    assert [place.start_ms // 4_000 for place in finding.places] == [8, 1]
    assert finding.spoken == "everybody who bakes it, I hope … she never used a scale"


def test_of_two_who_said_it_the_one_named_is_meant() -> None:
    lines = (("Ada", "It will be fine."), ("Ben", "No."), ("Ben", "It will be fine."))
    cues = tuple(
        Cue(n * 1_000, n * 1_000 + 900, text, name) for n, (name, text) in enumerate(lines)
    )
    finding = judged("“It will be fine,” Ben said.", Spoken(Transcript(cues)))
    assert (finding.verdict, finding.places[0].start_ms) == ("exact", 2_000)


@pytest.mark.parametrize("label", ["SPEAKER_00", "Speaker 2", "Host", ""])
def test_a_label_that_is_no_name_accuses_nobody(label: str) -> None:
    spoken = Spoken(Transcript((Cue(0, 4_000, "We bake it slowly and that is all.", label),)))
    assert judged("“We bake it slowly,” Ben said.", spoken).verdict == "exact"


def test_noises_in_brackets_are_not_words() -> None:
    spoken = Spoken(Transcript((Cue(0, 4_000, "We bake it [laughter] slowly (laughs) here.", ""),)))
    assert judged("“We bake it slowly here.”", spoken).verdict == "exact"


def test_a_transcript_without_punctuation_demands_none() -> None:
    spoken = Spoken(Transcript((Cue(0, 4_000, "well we bake it slowly and that is all", ""),)))
    assert judged("“Well, we bake it slowly. And that is all.”", spoken).verdict == "exact"


def test_a_word_that_sounds_alike_may_be_the_transcripts_mistake() -> None:
    spoken = Spoken(Transcript((Cue(0, 4_000, "we bake it slowly with sour doe starters", ""),)))
    finding = judged("“we bake it slowly with sourdough starters”", spoken)
    assert finding.verdict == "altered"
    assert any(line.startswith("recognition: ") for line in finding.warnings)


def test_what_was_not_found_comes_with_the_nearest_words(bread: Spoken) -> None:
    text = "“The dough tells its own story of rivers, mountains and long forgotten kings of old.”"
    finding = judged(text, bread)
    assert finding.verdict == "not_found"
    assert any("dough tells" in place.spoken for place in finding.nearest)


def heard(*lines: str) -> Spoken:
    """A transcript of these lines, a word every 400 ms."""
    cues, at_ms = [], 0
    for line in lines:
        words = [
            (word, at_ms + 400 * n, at_ms + 400 * n + 350) for n, word in enumerate(line.split())
        ]
        at_ms += 400 * len(words)
        cues.append(cue_from_words(words, "Ada"))
    return Spoken(Transcript(tuple(cues)))


def test_a_negation_left_out_between_two_sentences_is_no_stutter() -> None:
    spoken = heard("They asked and we said we would not. Not now, anyway.")
    finding = judged("“They asked and we said we would. Not now, anyway.”", spoken)
    assert finding.verdict == "altered"
    assert finding.warnings == ("negation: “not” was left out",)
    stutter = heard("They asked and we would not, not now, anyway.")
    assert judged("“They asked and we would not now, anyway.”", stutter).verdict == "near"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # Its last words are heard, but for one that was misheard and one that was put in.
        ("“The lighthouse was painted every spring by the keeper himself.”", "The", "himself"),
        # Its first word was misheard, the second left out by the recogniser.
        ("“So Halvorsen afterwards oiled the lamp in spring.”", "so", "spring"),
        # What follows an exchanged word belongs to it still, common as it is.
        ("“Salt eats brass and it gets to you.”", "Salt", "you"),
    ],
)
def test_misheard_words_at_its_ends_belong_to_a_quotation(text: str, first: str, last: str) -> None:
    spoken = heard(
        "We stayed. The lighthouse was painted every spring by the uh kepper himself, mostly.",
        "In winter it rained so aftewerds oiled the lamp in spring. Then we left.",
        "Salt eats brass and was gets to you. Nobody tells you.",
    )
    places = judged(text, spoken).places
    assert len(places) == 1
    words = places[0].spoken.split()
    assert (words[0], words[-1].rstrip(".,")) == (first, last)


def test_where_the_recogniser_was_unsure_its_word_is_doubted_until_somebody_types_it() -> None:
    cue = heard("Nobody at the harbour trusted the barometer.").transcript.cues[0]
    sure = (99, 98, 99, 42, 97, 99, 55)
    words = [replace(word, sure=told) for word, told in zip(cue.words, sure, strict=True)]
    unsure = Transcript((replace(cue, words=words),))
    text = "“Nobody at the arbour trusted the barometer.”"

    finding = judged(text, Spoken(unsure))
    assert finding.verdict == "altered"
    assert finding.warnings == (
        (
            "recognition: “arbour” for “harbour”; the recogniser was unsure here (42%), so listen"
            " to it"
        ),
    )
    assert [word.sure for word in finding.places[0].words] == list(sure)

    typed = respelled(unsure, 0, "Nobody at the arbour trusted the barometer.")
    corrected = mended(unsure, [typed])
    assert [word.sure for word in corrected.cues[0].words] == [99, 98, 99, None, 97, 99, 55]
    finding = judged(text, Spoken(corrected))
    assert (finding.verdict, finding.warnings) == ("exact", ())


def test_a_changed_number_is_doubted_too_where_the_recogniser_was_unsure() -> None:
    cue = heard("The keeper had seven lamps.").transcript.cues[0]
    words = [replace(word, sure=31 if word.begin == 15 else 95) for word in cue.words]
    spoken = Spoken(Transcript((replace(cue, words=words),)))
    assert judged("“The keeper had eleven lamps.”", spoken).warnings == (
        "number: “eleven” for “seven”",
        "recognition: “eleven” for “seven”; the recogniser was unsure here (31%), so listen to it",
    )


def test_a_word_that_a_long_talk_has_once_only_is_doubted() -> None:
    talk = ["We kept on walking along the shore until the evening came." for _ in range(100)]
    spoken = heard(*talk, "Then Halvorsen lit the lamp.")
    assert (
        judged("“Then somebody lit the lamp.”", spoken)
        .warnings[-1]
        .endswith("“Halvorsen” is heard nowhere else, so listen to it")
    )

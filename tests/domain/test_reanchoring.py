"""All marks of an episode, carried over to another transcript of the same sound."""

from __future__ import annotations

import random
from collections.abc import Sequence

from annotator.domain.anchoring import anchor_of
from annotator.domain.notes import Anchor
from annotator.domain.reanchoring import carry
from annotator.domain.transcript import Cue, Point, Span, Transcript
from tests.made_cues import cue_from_words

Timed = tuple[str, int, int]


def transcript(*lines: str, word_ms: int = 500, estimated: bool = False) -> Transcript:
    """Lines one after the other, each word `word_ms` long."""
    cues, at = [], 0
    for line in lines:
        words = [
            (word, at + n * word_ms, at + (n + 1) * word_ms) for n, word in enumerate(line.split())
        ]
        cues.append(cue_from_words(words))
        at = words[-1][2]
    return Transcript(tuple(cues), times_estimated=estimated)


def anchored(source: Transcript, words: str, which: int = 0) -> Anchor:
    """The anchor of the `which`-th place where `words` stand in one cue."""
    found = [
        Span(Point(cue, at), Point(cue, at + len(words)))
        for cue, line in enumerate(source.cues)
        if (at := line.text.find(words)) >= 0
    ]
    return anchor_of(source, found[which])


OLD = transcript(
    "we begin again and nobody minds",
    "the dough tells you when it has had enough",
    "we begin again and nobody minds",
    "and then it is bread",
)


def test_a_mark_follows_its_words_into_other_cues() -> None:
    new = transcript(
        "We begin again", "and nobody minds. The dough tells you", "when it has had enough."
    )

    [found] = carry(OLD, new, [anchored(OLD, "tells you when it has")])

    assert found.sure
    assert found.anchor.exact == "tells you when it has"
    assert found.anchor.start_ms == 4_000


def test_a_phrase_said_twice_stays_in_its_own_place() -> None:
    new = transcript(
        "well we begin again and nobody minds the dough tells you when it has had enough we begin"
        " again and nobody minds and then it is bread"
    )

    first, second = carry(OLD, new, [anchored(OLD, "nobody minds", at) for at in (0, 1)])

    assert (first.anchor.start_ms, second.anchor.start_ms) == (2_500, 10_000)


def test_misheard_words_are_taken_as_they_are_now() -> None:
    new = transcript("we begin again and nobody mines", "the doe tells you when it has had enough")

    [found] = carry(OLD, new, [anchored(OLD, "the dough tells you")])

    assert found.sure
    assert found.anchor.exact == "the doe tells you"


def test_words_that_are_gone_keep_their_text_and_time_for_review() -> None:
    new = transcript(
        "we begin again and nobody minds", "something else entirely", "and then it is bread"
    )
    old = anchored(OLD, "dough tells you when it has had")

    [found] = carry(OLD, new, [old])

    assert not found.sure
    assert found.anchor.exact == old.exact


def test_a_mark_of_a_stretch_of_sound_keeps_its_time_and_gets_words() -> None:
    [found] = carry(OLD, OLD, [Anchor(3_000, 5_000)])

    assert found.sure
    assert found.anchor.exact == "the dough tells you"
    assert (found.anchor.start_ms, found.anchor.end_ms) == (3_000, 5_000)


def test_words_of_a_text_spread_over_its_sound_are_found_at_their_real_times() -> None:
    spread = transcript("it is bread", "we like it", word_ms=10_000, estimated=True)
    new = transcript("it is bread we like it")

    [found] = carry(spread, new, [anchored(spread, "we like it")])

    assert found.sure
    assert found.anchor.start_ms == 1_500


def test_the_same_transcript_leaves_every_mark_as_it_is() -> None:
    anchors = [anchored(OLD, words) for words in ("begin", "the dough tells you", "bread")]

    assert [found.anchor for found in carry(OLD, OLD, anchors)] == anchors


def test_marks_without_an_old_transcript_find_their_words() -> None:
    [found, lost] = carry(
        None, OLD, [Anchor(0, 900, "it is bread"), Anchor(0, 900, "quite other words")]
    )

    assert found.sure
    assert found.anchor.exact == "it is bread"
    assert not lost.sure
    assert lost.anchor == Anchor(0, 900, "quite other words")


def test_two_thousand_marks_survive_a_worse_hearing_cut_otherwise() -> None:
    chance = random.Random(20)
    old, new, places = two_hearings(chance, 8_000)
    words = [(cue, word) for cue, line in enumerate(old.cues) for word in line.timed_words]
    marks = []
    for _ in range(2_000):
        first = chance.randrange(len(words) - 30)
        last = first + chance.randrange(2, 25)
        span = Span(
            Point(words[first][0], words[first][1].begin), Point(words[last][0], words[last][1].end)
        )
        marks.append((anchor_of(old, span), first, last))

    carried = carry(old, new, [anchor for anchor, _, _ in marks])

    starts = {
        word.start_ms: at for at, word in enumerate(w for c in new.cues for w in c.timed_words)
    }
    ends = {word.end_ms: at for at, word in enumerate(w for c in new.cues for w in c.timed_words)}
    right = 0
    for found, (anchor, first, last) in zip(carried, marks, strict=True):
        if not found.sure:
            assert found.anchor.exact == anchor.exact
            continue
        here = [places[at] for at in range(first, last + 1) if at in places]
        off = starts[found.anchor.start_ms] - here[0], ends[found.anchor.end_ms] - here[-1]
        right += max(map(abs, off)) <= 1
    assert right >= 0.98 * len(marks)


def two_hearings(
    chance: random.Random, count: int
) -> tuple[Transcript, Transcript, dict[int, int]]:
    """A made-up talk heard twice, the second time with a tenth of the words wrong and with other
    cues; and where each word of the first is in the second."""
    syllables = [a + b for a in "bcdfgklmnprst" for b in "aeiou"]
    lexicon = [
        "".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3)))) for _ in range(3_000)
    ]
    spoken: list[Timed] = []
    at = 0
    for _ in range(count):
        word = lexicon[min(int(chance.paretovariate(0.5)) - 1, len(lexicon) - 1)]
        length = 40 + 60 * len(word)
        spoken.append((word, at, at + length))
        at += length + (600 if chance.random() < 0.08 else 20)
    again: list[Timed] = []
    places: dict[int, int] = {}
    for index, (word, start, end) in enumerate(spoken):
        luck = chance.random()
        if luck < 0.02:
            continue
        places[index] = len(again)
        again.append((chance.choice(lexicon) if luck < 0.08 else word, start + 5, end))
        if luck > 0.98:
            again.append((chance.choice(lexicon), end, end + 15))
    return cut(spoken, 4, 14, chance), cut(again, 10, 40, chance), places


def cut(words: Sequence[Timed], least: int, most: int, chance: random.Random) -> Transcript:
    cues: list[Cue] = []
    at = 0
    while at < len(words):
        size = chance.randrange(least, most)
        cues.append(cue_from_words(words[at : at + size]))
        at += size
    return Transcript(tuple(cues))

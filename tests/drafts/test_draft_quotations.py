"""Which words of a draft are quotations, and who is said to have said them."""

from __future__ import annotations

import pytest

from annotator.drafts.quotations import Quotation, quotations
from annotator.drafts.reading import read_draft


def quoted(text: str, name: str = "draft.md") -> tuple[Quotation, ...]:
    return quotations(read_draft(text.encode(), name))


def texts(text: str) -> list[str]:
    return [quotation.text for quotation in quoted(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "one two three" and left.', "one two three"),
        ("He said “one two three” and left.", "one two three"),
        ("He said ‘one two three’ and left.", "one two three"),
        ("He said 'one two three' and left.", "one two three"),
        ("Er sagte: „eins zwei drei“ und ging.", "eins zwei drei"),
        ("Er sagte: ‚eins zwei drei‘ und ging.", "eins zwei drei"),
        ("Il dit « un deux trois » et part.", "un deux trois"),
        ("Han sagde »en to tre« og gik.", "en to tre"),
        ("Hon sade ”ett två tre” och gick.", "ett två tre"),
        ("彼は「一二三」と言った。", "一二三"),
        ("“She told me ‘no, never’ and left,” he said.", "She told me ‘no, never’ and left,"),
        ("'I don't know,' she said.", "I don't know,"),
        ("'The dogs' bowls are full,' she said.", "The dogs' bowls are full,"),
        ("“’Tis the season,” he said.", "’Tis the season,"),
    ],
)
def test_quotation_marks_of_many_kinds(text: str, words: str) -> None:
    assert texts(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "It's a dog's life, isn't it? The boys' room is theirs.",
        'He is 5\'10" tall and the screen is 27" wide.',
        "'Tis the '90s, rock 'n' roll.",
        'An opening mark " alone.',
        'In `code "is no speech"` here.',
        '<!-- "hidden" --> and [^1] ![“alt”](x.png)',
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert texts(text) == []


def test_an_attribution_in_the_middle_makes_no_second_quotation() -> None:
    (one,) = quoted("Ada spoke first. “We bake it slowly,” Ben said. “That is all there is to it.”")
    assert len(one.parts) == 2
    assert one.text == "We bake it slowly, That is all there is to it."
    assert (one.named, one.sure) == ("Ben", True)


@pytest.mark.parametrize(
    "text",
    [
        "“Who taught you?” asked Ada. “My aunt did,” said Ben.",
        "“It was good.” Then Ben said, “It was bad.”",
        "“It was good,” Ben said. A year went by and nothing came of it. “It was bad.”",
    ],
)
def test_two_quotations_stay_two(text: str) -> None:
    assert len(quoted(text)) == 2


def test_a_quotation_runs_over_paragraphs_that_open_it_again() -> None:
    (one,) = quoted("Ben explained: “The first.\n\n“The second.\n\n“The third,” he added.")
    assert one.text == "The first. The second. The third,"
    assert one.named == "Ben"


@pytest.mark.parametrize(
    ("text", "named", "sure"),
    [
        ("Ben Okoye said: “It is so.”", "Ben Okoye", True),
        ("“It is so,” said Ben Okoye, the baker.", "Ben Okoye", True),
        ("“It is so,” the baker Ben Okoye told me.", "Ben Okoye", True),
        ("According to Ben, “it is so”.", "Ben", True),
        ("**Ben:** “It is so.”", "Ben", True),
        ("Ben explained bread. “It is so,” he said.", "Ben", False),
        ("“It is so.” — Ben Okoye", "Ben Okoye", True),
        ("It is written “it is so” on the wall.", "", False),
        # In other languages the subject stands behind its verb, and nouns have capitals too.
        ("Zum Schluss sagt Ben Okoye: „Es ist so.“", "Ben Okoye", True),
        ("Im Interview sagt er: „Es ist so.“", "", False),
        ("Ben Okoye erzählt. Er sei ein Fan, sagt er: „Es ist so.“", "Ben Okoye", False),
        ("Selon Ben Okoye, tout est clair : « C’est ainsi. »", "Ben Okoye", True),
        ("Il ajoute : « C’est ainsi. »", "", False),
        ("« C’est ainsi, explique Ben Okoye. »", "Ben Okoye", True),
        # Somebody who is not named is not whoever was named before.
        ("Ben Okoye spoke first. “It is so,” said the Chairman.", "", False),
        ("Ben Okoye sprach zuerst. „Es ist so“, sagte die Autorin.", "", False),
        ("Ben: “No.”\n\nAda is quiet.\n\n> It is so.", "Ben", False),
    ],
)
def test_the_speaker_that_the_prose_names(text: str, named: str, sure: bool) -> None:
    one = quoted(text)[-1]
    assert (one.named, one.sure) == (named, sure)


def test_what_introduces_the_next_quotation_says_nothing_of_the_one_before() -> None:
    one, other = quoted("Ada Lind wrote: “It was good.” Ben Okoye said: “It was bad.”")
    assert (one.named, other.named) == ("Ada Lind", "Ben Okoye")
    one, other = quoted("Ada Lind wrote: “It was good.” Ben Okoye insisted that “it was bad.”")
    assert (one.named, other.named) == ("Ada Lind", "Ben Okoye")
    one, other = quoted("Ada Lind schrieb: „Es war gut.“ Ben Okoye sagte, dass „es schlecht war“.")
    assert (one.named, other.named) == ("Ada Lind", "Ben Okoye")
    one, other = quoted("Ada Lind was blunt — “I was good,” — and Ben Okoye replied: “You were.”")
    assert (one.named, other.named) == ("Ada Lind", "Ben Okoye")


@pytest.mark.parametrize(
    ("text", "words", "named"),
    [
        (
            "« Le pain, explique Ada Lind, demande du temps. »",
            "Le pain demande du temps.",
            "Ada Lind",
        ),
        ("« Le pain demande du temps, dit-elle. »", "Le pain demande du temps", ""),
        ("« Le pain, a-t-il ajouté, demande du temps. »", "Le pain demande du temps.", ""),
        ("« Le pain, le vin, demandent du temps. »", "Le pain, le vin, demandent du temps.", ""),
    ],
)
def test_an_attribution_inside_french_marks_is_not_quoted(
    text: str, words: str, named: str
) -> None:
    (one,) = quoted(text)
    assert (one.text, one.named) == (words, named)


@pytest.mark.parametrize(
    "text",
    [
        "“We bake it slowly,” he went on, “and that is all.”",
        "»Wir backen langsam«, ruft sie dann, »und das ist alles.«",
        "„Wir backen langsam“, erzählt Ben, „und das ist alles.“",
        "« On cuit lentement », raconte Ada, « et c’est tout. »",
    ],
)
def test_quotations_carried_on_in_other_words_and_languages_are_one(text: str) -> None:
    assert len(quoted(text)) == 1


def test_a_block_quote_is_a_quotation_with_its_credit() -> None:
    (one,) = quoted("Read this:\n\n> We bake it slowly,\n> and that is all.\n>\n> — Ben Okoye\n")
    assert one.text == "We bake it slowly, and that is all."
    assert (one.named, one.block) == ("Ben Okoye", True)


def test_each_quotation_knows_its_place_in_the_draft() -> None:
    source = "# Bread\n\nBen said: “It *is* so.”\n"
    draft = read_draft(source.encode(), "draft.md")
    (one,) = quotations(draft)
    assert draft.line(one.begin) == 3
    assert source[draft.begins[one.begin] : draft.ends[one.end - 1]] == "“It *is* so.”"

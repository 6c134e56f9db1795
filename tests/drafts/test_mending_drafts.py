"""Quotations put right in the draft, layer by layer; and what a draft says without quoting."""

from __future__ import annotations

import pytest

from annotator.drafts.claims import claims, likely
from annotator.drafts.draft import Change
from annotator.drafts.fixing import TimeStyle, as_spoken, compatible, with_ellipsis, with_time
from annotator.drafts.layers import layers
from annotator.drafts.quotations import quotations
from annotator.drafts.reading import read_draft, written
from annotator.drafts.spoken import Spoken
from annotator.drafts.verdicts import Verdict, check


def mended(text: str, spoken: Spoken, name: str = "draft.md") -> str:
    draft = read_draft(text.encode(), name)
    changes: list[Change] = []
    for quotation in quotations(draft):
        changes += as_spoken(draft, check(draft.text, quotation, spoken))
    return written(draft, compatible(changes)).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ben: “She said the *bread* tells you.”", "Ben: “She said the *dough* tells you.”"),
        ("“you when it had enough.”", "“you when it has had enough.”"),
        ("“the dough really tells you when”", "“the dough tells you when”"),
        ("“It can't learn the numbers,” he said.", "“It can learn the numbers,” he said."),
        ("“It can learn.” And a \"lone mark.", "“It can learn.” And a \"lone mark."),
    ],
)  # fmt: skip
def test_altered_words_become_those_that_were_said(before: str, after: str, bread: Spoken) -> None:
    assert mended(before, bread) == after


def test_a_quotation_put_right_is_exact_or_near(bread: Spoken) -> None:
    after = mended("“She said the bread tells us when it had quite enough.”", bread)
    draft = read_draft(after.encode(), "draft.md")
    finding = check(draft.text, quotations(draft)[0], bread)
    assert finding.verdict in ("exact", "near"), after


def test_the_writers_edit_kept_with_its_marks(bread: Spoken) -> None:
    draft = read_draft("“the bread tells you when it had enough”".encode(), "draft.md")
    finding = check(draft.text, quotations(draft)[0], bread)
    changed = written(draft, with_ellipsis(draft, finding)).decode()
    assert changed == "“the [bread] tells you when it … had enough”"


@pytest.mark.parametrize(
    ("name", "address", "after"),
    [
        ("a.md", "https://youtu.be/x?t=8", "“enough.” ([0:11](https://youtu.be/x?t=8)) So."),
        ("a.html", "/?a=1&b=2", "“enough.” (<a href=\"/?a=1&amp;b=2\">0:11</a>) So."),
        ("a.txt", "", "“enough.” (0:11) So."),
    ],
)  # fmt: skip
def test_the_time_in_the_style_of_the_draft(
    name: str, address: str, after: str, bread: Spoken
) -> None:
    draft = read_draft("“enough.” So.".encode(), name)
    made = with_time(draft, check(draft.text, quotations(draft)[0], bread), address)
    assert written(draft, made).decode() == after


def test_the_time_as_a_footnote_at_the_end_of_the_draft(bread: Spoken) -> None:
    draft = read_draft("“enough.” So.\n\n[^at11]: There.\n".encode(), "a.md")
    finding = check(draft.text, quotations(draft)[0], bread)
    made = with_time(draft, finding, "https://x.org/a", TimeStyle.FOOTNOTE, "On “bread”")
    text = written(draft, made).decode()
    assert text.startswith("“enough.”[^at11-2] So.\n\n[^at11]: There.\n\n[^at11-2]: ")
    assert text.endswith("On bread, [0:11](https://x.org/a)\n")


def test_words_from_two_places_are_parted_by_an_ellipsis(bread: Spoken) -> None:
    text = "“It can learn the numbers the dough tells you when it has had enough.”"
    draft = read_draft(text.encode(), "a.md")
    finding = check(draft.text, quotations(draft)[0], bread)
    assert finding.verdict is Verdict.STITCHED
    made = written(draft, with_ellipsis(draft, finding)).decode()
    assert made == text.replace("numbers the", "numbers … the")
    again = read_draft(made.encode(), "a.md")
    assert with_ellipsis(again, check(again.text, quotations(again)[0], bread)) == ()


def test_a_layer_that_loses_a_negation_is_warned_of(bread: Spoken) -> None:
    draft = read_draft("“My aunt did, and she used a scale.”".encode(), "a.md")
    finding = check(draft.text, quotations(draft)[0], bread)
    made = layers(finding.steps, finding.quotation.text, ["Ada", "Ben"])
    assert [line.partition(":")[0] for line in made.warnings] == ["negation", "speakers"]


def test_the_three_layers_each_as_a_diff_to_the_one_before(bread: Spoken) -> None:
    draft = read_draft("“It can learn numbers, but somebody has to taste it.”".encode(), "a.md")
    finding = check(draft.text, quotations(draft)[0], bread)
    made = layers(finding.steps, finding.quotation.text)
    assert [s.before for s in made.publishing if s.changed] == ["the"]
    assert "um," in made.verbatim.split()
    assert "um," not in made.cleaned.split()


def test_a_claim_is_helped_with_the_passages_most_like_it(bread: Spoken) -> None:
    text = (
        "Ben told us that his aunt had no scale and trusted the dough. It rained.\n\n"
        "“To notice,” he said.\n\nHe believes recipes belong to everybody baking them."
    )
    draft = read_draft(text.encode(), "draft.txt")
    asked = claims(draft, quotations(draft))
    assert [claim.text[:12] for claim in asked] == ["Ben told us ", "He believes "]
    passages = likely(asked[0], bread)
    assert passages
    assert "aunt" in passages[0].place.spoken

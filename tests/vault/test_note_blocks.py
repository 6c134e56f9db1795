"""Notes of a vault taken apart and put together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.vault.blocks import BlockKind, joined, placed, split
from annotator.vault.profiles import PROFILES

LINES = st.sampled_from(
    ["", " ", "words", "> quoted", "- item", "- said 0:01 <!-- a-1 -->", "## [[t | T]]", "## Own",
     "```", "~~~ x", "^a-12", "---", "title: x", "\t", "[[link]]", "  id:: x", "> > deep", "\\",
     "\t- item", "\t\t- ### Own", "\t```", "\t  id:: 0c5e0000-0000-0000-0000-00000000000a"]
)  # fmt: skip


@given(st.lists(LINES, max_size=14), st.sampled_from(list(PROFILES)))
@settings(max_examples=150)
def test_the_blocks_of_any_text_are_the_text(lines: list[str], name: str) -> None:
    text = "\n".join(lines)
    assert joined(split(PROFILES[name], text)) == text


def test_code_holds_no_statement() -> None:
    text = "```\n- said 0:01 <!-- a-1 -->\n\n## no heading\n```\n\n- said 0:02 <!-- a-2 -->\n"
    assert list(placed(split(PROFILES["markdown"], text), frozenset())) == ["a-2"]


def test_a_callout_and_its_id_are_one_statement() -> None:
    text = "My line.\n\n> [!quote] 0:01\n> words\n\n^a-1\n\n^a-2\n"
    kinds = [(block.kind, block.idents) for block in split(PROFILES["obsidian"], text)]
    assert kinds == [
        (BlockKind.TEXT, ()),
        (BlockKind.STATEMENT, ("a-1",)),
        (BlockKind.STATEMENT, ("a-2",)),
    ]

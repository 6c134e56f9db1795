"""Links of a user's own to what was renamed or merged lead on; nothing else in a note changes."""

from __future__ import annotations

import pytest
from keeper import Keeper

from annotator.vault.profiles import PROFILES
from annotator.vault.relinking import Relinks

SALT = "Salt"
OWN = {
    "wiki": (
        "Mine: [[craft]], [[craft | the word]], [[craft#Tools|so]] and [[quiet]].\n",
        "Mine: [[handwork]], [[handwork | the word]], [[handwork#Tools|so]] and [[quiet]].\n",
    ),
    "obsidian": (
        "Mine: [[Craft]], ![[Topics/Craft#Tools|so]], [it](../Topics/Craft.md#x) and [[Crafts]].\n",
        (
            "Mine: [[Handwork]], ![[Topics/Handwork#Tools|so]], [it](../Topics/Handwork.md#x)"
            " and [[Crafts]].\n"
        ),
    ),
    "logseq": (
        "- Mine: [[Craft]], #[[Craft]], [so]([[Craft]]) and [[Crafts]].\n",
        "- Mine: [[Handwork]], #[[Handwork]], [so]([[Handwork]]) and [[Crafts]].\n",
    ),
    "markdown": (
        (
            'Mine: [so](../Topics/Craft.md "why"), [x](<../Topics/Craft.md>), [y](C.md).\n\n'
            "[z]: ../Topics/Craft.md\n"
        ),
        (
            'Mine: [so](../Topics/Handwork.md "why"), [x](<../Topics/Handwork.md>), [y](C.md).\n\n'
            "[z]: ../Topics/Handwork.md\n"
        ),
    ),
}
CODE = (
    "```\n[[craft]] [[Craft]] [a](../Topics/Craft.md)\n```\n\n`[[craft]] [[Craft]]` \\[[Craft]]\n"
)


def test_links_in_prose_follow_a_renamed_topic(keeper: Keeper) -> None:
    keeper.export()
    before, after = OWN[keeper.profile]
    text = keeper.text(SALT).rstrip("\n")
    keeper.file(SALT).write_text(f"{text}\n\n{before}\n{CODE}")
    keeper.sync()
    written = keeper.text(SALT)
    keeper.rename("Craft", "Handwork")

    preview = keeper.export(preview=True)
    assert f"-{before.splitlines()[0]}" in preview.text
    assert f"+{after.splitlines()[0]}" in preview.text
    assert keeper.text(SALT) == written

    assert keeper.export().ok
    assert keeper.text(SALT) == written.replace(before, after)
    assert CODE in keeper.text(SALT)
    assert keeper.sync().rows == ()
    assert keeper.export(whole=True).rows == ()

    keeper.rename("Handwork", "Tools")
    keeper.export()
    assert keeper.undo().ok
    assert keeper.text(SALT) == written.replace(before, after)


def test_links_in_prose_follow_a_merged_topic(keeper: Keeper) -> None:
    keeper.export()
    text = keeper.text(SALT).rstrip("\n")
    link = OWN[keeper.profile][0].partition(",")[0].removeprefix("- ")
    keeper.file(SALT).write_text(f"{text}\n\n{link}.\n")
    keeper.rename("Open recipes", "Shared")
    keeper.merge("Craft", "Shared")
    assert keeper.sync().ok
    assert "raft" not in keeper.text(SALT)
    assert "hared" in keeper.text(SALT).partition("Mine: ")[2]
    assert keeper.export(whole=True).rows == ()


def test_a_link_in_a_marks_note_leads_on_in_the_library_too(wiki: Keeper) -> None:
    wiki.export()
    wiki.edit("On bread - a talk", "Ask her.", "Ask her of [[craft]].")
    wiki.sync()
    wiki.rename("Craft", "Handwork")
    wiki.sync()
    assert "Ask her of [[handwork]]." in wiki.text("On bread - a talk")
    assert "Ask her of [[handwork]]." in [mark.note for mark in wiki.marks()]
    files, marks = wiki.files(), wiki.marks()
    assert wiki.sync().rows == ()
    assert (wiki.files(), wiki.marks()) == (files, marks)


def test_a_property_that_links_follows_and_stays_yaml(keeper_of) -> None:  # type: ignore[no-untyped-def]
    keeper = keeper_of("obsidian")
    keeper.export()
    front = "---\nup: '[[Craft]]'\nsee: \"[[Craft]]\"\n"
    keeper.file(SALT).write_text(keeper.text(SALT).replace("---\n", front, 1))
    keeper.rename("Craft", "Handwork")
    keeper.sync()
    assert "up: '[[Handwork]]'\nsee: \"[[Handwork]]\"\n" in keeper.text(SALT)
    keeper.rename("Handwork", "Ben's")
    assert keeper.sync().ok
    assert keeper.export(whole=True).ok


@pytest.mark.parametrize(
    ("profile", "text", "made"),
    [
        ("wiki", "[[Old name]] [[old_name]] [[ old_name | x ]]", "[[new]] [[new]] [[ new | x ]]"),
        ("wiki", "[[new]] [[other/old_name]]", "[[new]] [[other/old_name]]"),
        ("obsidian", "| [[old_name\\|x]] |", "| [[new\\|x]] |"),
        ("obsidian", "[x](old_name.md) [y](sub/old_name.md)", "[x](new.md) [y](sub/old_name.md)"),
        ("obsidian", "https://a.b/old_name.md [x](https://a.b/old_name.md)", None),
        ("markdown", '<a href="/Topics/old_name.md#x">o</a>', '<a href="/Topics/new.md#x">o</a>'),
        ("markdown", "    [x](../Topics/old%5Fname.md)", "    [x](../Topics/new.md)"),
        ("markdown", "[a [[b]] $1 [[old_name]] $2", "[a [[b]] $1 [[new]] $2"),
        ("markdown", "%% [[old_name]] %% <!-- [[old_name]] -->", None),
    ],
)
def test_only_targets_change(profile: str, text: str, made: str | None) -> None:
    relinks = Relinks(PROFILES[profile], {"Topics/old_name.md": "Topics/new.md"})

    assert relinks.applied("Episodes/a.md", text) == (text if made is None else made)
    assert relinks.applied("Episodes/a.md", made or text) == (made or text)


def test_names_that_change_places_are_not_mixed_up() -> None:
    relinks = Relinks(PROFILES["wiki"], {"T/a.md": "T/b.md", "T/b.md": "T/a.md"})

    assert relinks.applied("E/x.md", "[[a]] [[b|a]]") == "[[b]] [[a|a]]"

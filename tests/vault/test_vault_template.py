"""A vault whose episodes are written by a template of the user's own, out and back in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from keeper import Keeper

from annotator.commands.templates import shelf
from annotator.domain.errors import TemplateError, UsageError
from annotator.exporters.template import Template

BREAD = "On bread - a talk"
BODY = """\
# {{ episode.title }}, {{ episode.show_link }}

{% for section in sections %}
## {{ section.title }}

{% for mark in section.marks %}
{{ mark.link }} {{ mark.speaker }} said {{ mark.quote }}
{%- if mark.lines %} — *{{ mark.lines | join("<br>") }}*{% endif %}
{%- if mark.topics %} · see {{ mark.topics | map(attribute="link") | join(", ") }}{% endif %}
{{- "GAP" }}{{ mark.hidden_id }}

{% endfor %}
{% endfor %}
"""


@pytest.fixture
def own(keeper_of: Callable[[str], Keeper], tmp_path: Path) -> Keeper:
    """Somebody with a template “Mine” for a vault of Obsidian."""
    return with_template(keeper_of("obsidian"), tmp_path)


def with_template(keeper: Keeper, folder: Path, body: str = BODY, **values: str) -> Keeper:
    keeper.context.paths = replace(keeper.context.paths, settings=folder / "settings.toml")
    keep(keeper, body, **values)
    return keeper


def keep(keeper: Keeper, body: str, **values: str) -> None:
    # A property of Logseq has a line of its own.
    body = body.replace("GAP", "\\n" if keeper.profile == "logseq" else " ")
    shelf(keeper.context).save(Template("Mine", body, links=keeper.profile, **values))


def words(keeper: Keeper) -> list[str]:
    return [mark.text for mark in keeper.marks()]


def settled(keeper: Keeper) -> None:
    files, marks = keeper.files(), keeper.marks()
    report = keeper.sync()
    assert (report.rows, keeper.files(), keeper.marks()) == ((), files, marks), report.text
    assert keeper.export(whole=True).rows == ()


def test_the_episodes_are_written_by_it_and_all_else_as_ever(own: Keeper) -> None:
    own.export(template="Mine")
    text = own.text(BREAD)
    assert "said “Nobody owns a recipe.” — *Ask her.* · see" in text
    topic = next(name for name in own.files() if "raft" in name)
    assert "The dough tells you." in own.files()[topic].decode()
    assert own.export().rows == ()  # it is the vault's from now on
    settled(own)

    own.export(template="-")
    assert "said “" not in own.text(BREAD)


@pytest.mark.parametrize(
    ("profile", "link"),
    [("wiki", "[[long_table | Long table]]"), ("markdown", "(../Topics/Long%20table.md)")],
)
def test_links_lead_to_the_notes_of_the_vault(
    keeper_of: Callable[[str], Keeper], tmp_path: Path, profile: str, link: str
) -> None:
    own = with_template(keeper_of(profile), tmp_path)
    own.rename("Craft", "Long table")
    own.export(template="Mine")
    assert link in own.text(BREAD)


def test_edits_come_back_part_by_part(keeper: Keeper, tmp_path: Path) -> None:
    own = with_template(keeper, tmp_path)
    own.export(template="Mine")
    own.edit(BREAD, "“Nobody owns a recipe.”", "“Nobody owns the recipe.”")
    own.edit(BREAD, "*Ask her.*", "*Ask him.*")
    own.edit(BREAD, "One line.", "One short line.")
    own.edit(BREAD, "1:35–1:40", "1:36–1:40")
    own.file(BREAD).write_text(own.text(BREAD) + "\nMy own words.\n")
    late = own.mark(1, 300, "Late.", "Craft")

    report = own.sync()

    assert report.ok, report.text
    marks = {mark.text: mark for mark in own.marks()}
    assert marks["Nobody owns the recipe."].note == "Ask him."
    assert marks["Taste it."].note == "One short line.\nAnother."
    assert marks["Taste it."].start_ms == 96_000
    assert "My own words." in own.text(BREAD)
    assert "said “Late.”" in own.text(BREAD)
    assert own.known(late).text == "Late."
    settled(own)


def test_a_deleted_statement_and_a_moved_one(own: Keeper) -> None:
    own.export(template="Mine")
    text = own.text(BREAD)
    parts = text.split("\n\n")
    [gone] = [part for part in parts if "Taste it." in part]
    [recipe] = [part for part in parts if "Nobody owns" in part]
    [dough] = [part for part in parts if "The dough tells" in part]
    parts.remove(gone)
    parts.remove(recipe)
    parts.insert(parts.index(dough) + 1, recipe)
    own.file(BREAD).write_text("\n\n".join(parts))

    report = own.sync()

    assert report.ok, report.text
    assert "Taste it." not in words(own)
    uid = next(mark.uid for mark in own.marks() if "Nobody" in mark.text)
    assert own.names_of(uid) == ["Craft"]
    settled(own)


def test_a_clash_waits_and_is_decided(own: Keeper) -> None:
    own.export(template="Mine")
    uid = next(mark.uid for mark in own.marks() if "Nobody" in mark.text)
    own.edit(BREAD, "Ask her.", "Ask him.")
    own.change(uid, note="Ask them.")
    for _ in range(2):
        assert [row.fate for row in own.sync().rows] == ["clash"]
        assert "Ask him." in own.text(BREAD)
        assert own.known(uid).note == "Ask them."
    own.sync(take="file")
    assert own.known(uid).note == "Ask him."
    settled(own)


def test_what_lost_the_shape_of_the_template_is_left(own: Keeper) -> None:
    own.export(template="Mine")
    own.edit(BREAD, "said “Nobody owns a recipe.”", "cried “Nobody owns any recipe.”")
    for _ in range(2):
        report = own.sync()
        assert "left as they are" in report.text
        assert "Nobody owns a recipe." in words(own)
        assert "cried “Nobody owns any recipe.”" in own.text(BREAD)


def test_another_template_writes_every_episode_again(wiki: Keeper, tmp_path: Path) -> None:
    own = with_template(wiki, tmp_path)
    own.export(template="Mine")
    own.edit(BREAD, "Ask her.", "Ask her soon.")
    own.sync()
    keep(own, BODY.replace("said", "spoke:"))
    assert own.export().ok
    assert "spoke: “Nobody owns a recipe.” — *Ask her soon.*" in own.text(BREAD)
    assert "said" not in own.text("Salt")
    settled(own)


def test_without_ids_prose_stays_and_nothing_is_read_back(wiki: Keeper, tmp_path: Path) -> None:
    body = "# {{ episode.title }}\n\n{% for mark in marks %}\n{{ mark.text }}\n\n{% endfor %}\n"
    own = with_template(wiki, tmp_path, body)
    own.export(template="Mine")
    own.edit(BREAD, "# On bread", "Mine.\n\n# On bread")
    own.mark(1, 300, "Late.", "Craft")
    assert own.sync().ok
    assert own.text(BREAD).startswith("Mine.\n\n# On bread")
    assert "Late." in own.text(BREAD)
    own.edit(BREAD, "Late.", "Later.")
    uid = next(mark.uid for mark in own.marks() if mark.text == "Late.")
    own.remove(uid)
    report = own.sync()
    assert "prints no {{ mark.hidden_id }}" in report.text
    assert "Later." in own.text(BREAD)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{% for a in range(99999) %}{{ 'x' * 99999 }}{% endfor %}", "more than 50,000,000"),
        ("{{ ''.__class__.__mro__ }}", "there is no “__class__” here"),
        ("{{ nothing_such }}", "nothing_such"),
        ("{% for %}", "line 1"),
    ],
)
def test_a_template_that_attacks_or_fails_writes_nothing(
    wiki: Keeper, tmp_path: Path, body: str, told: str
) -> None:
    own = with_template(wiki, tmp_path, body)
    own.export()
    files = own.files()
    with pytest.raises(TemplateError) as raised:
        own.export(template="Mine")
    assert told in str(raised.value)
    assert own.files() == files


def test_a_template_of_another_ending_is_refused(wiki: Keeper, tmp_path: Path) -> None:
    own = with_template(wiki, tmp_path, extension=".html")
    with pytest.raises(UsageError, match="change its extension"):
        own.export(template="Mine")
    assert not own.folder.exists()


def test_the_vault_needs_the_templates_file_no_more(own: Keeper) -> None:
    own.export(template="Mine")
    shelf(own.context).remove("Mine")
    own.mark(1, 300, "Late.", "Craft")
    assert own.export().ok
    assert "said “Late.”" in own.text(BREAD)

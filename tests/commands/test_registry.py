"""The registry: every action named once, explained, and reached by the keys of the design."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Annotated

import pytest

import annotator.commands
from annotator.commands import AREAS, REGISTRY, Command
from annotator.commands.context import Context
from annotator.commands.registry import Argument, Place, Registry, _parameters
from annotator.settings.keymap import Keymap

KEYS = {
    "Space": "play.toggle",
    "Left": "play.back",
    "Right": "play.forward",
    "Shift+Left": "play.back_long",
    "Shift+Right": "play.forward_long",
    "Up": "go.previous_cue",
    "Down": "go.next_cue",
    "Return": "play.from_here",
    **{str(digit): f"mark.topic_{digit}" for digit in range(1, 10)},
    "T": "mark.pick_topic",
    "Q": "mark.quote",
    "N": "mark.note",
    "B": "mark.bookmark",
    "[": "mark.start",
    "]": "mark.end",
    "Alt+Up": "mark.grow",
    "Alt+Down": "mark.shrink",
    "Alt+Shift+Up": "mark.grow_word",
    "Alt+Shift+Down": "mark.shrink_word",
    "Delete": "mark.remove",
    "Ctrl+Z": "edit.undo",
    "Ctrl+Shift+Z": "edit.redo",
    "E": "edit.cue",
    "S": "edit.speaker",
    "L": "play.loop",
    "F": "play.follow",
    ",": "play.slower",
    ".": "play.faster",
    "/": "edit.find_slash",
    "Ctrl+Shift+F": "edit.find_everywhere",
    "Ctrl+K": "view.palette",
    "?": "help.keys",
    "Ctrl+E": "export.note",
    "Ctrl+Shift+E": "vault.export",
}
"""The key table of the design."""


def nothing(_context: Context) -> None:
    """Do nothing."""


def made(command_id: str, *keys: str, place: Place = Place.WINDOW, cli: str = "") -> Command:
    return Command(command_id, "Title", "Help.", nothing, keys=keys, place=place, cli=cli)


@pytest.mark.parametrize(("key", "command"), KEYS.items())
def test_each_key_of_the_design_does_what_the_design_says(key: str, command: str) -> None:
    places = (Place.WINDOW, Place.TRANSCRIPT)
    found = [item.id for item in REGISTRY if key in item.keys and item.place in places]
    assert found == [command]


def test_keys_that_write_letters_act_in_the_transcript_alone() -> None:
    letters = [
        item.id
        for item in REGISTRY
        for key in item.keys
        if (len(key) == 1 or key in ("Space", "Return", "Delete")) and item.place is Place.WINDOW
    ]

    assert letters == []


def test_no_two_actions_share_a_key_however_it_is_written() -> None:
    defaults = {item.id: item.keys for item in REGISTRY}
    places = {item.id: item.place.value for item in REGISTRY}

    assert Keymap(defaults, places).conflicts() == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (made("a.one", "Q", place=Place.TRANSCRIPT), made("a.two", "Q", place=Place.TRANSCRIPT)),
        (made("a.one", "Ctrl+Q"), made("a.two", "Ctrl+W", "Ctrl+Q")),
        (made("a.one", "Q"), made("a.two", "Q", place=Place.TRANSCRIPT)),
        (made("a.one", "Q", place=Place.TRANSCRIPT), made("a.two", "Q")),
    ],
)
def test_two_actions_with_one_key_in_one_place_fail_at_once(
    first: Command, second: Command
) -> None:
    registry = Registry()
    registry.add(first)

    with pytest.raises(ValueError, match=r"a\.two and a\.one both have the key"):
        registry.add(second)


def test_two_actions_of_one_name_or_verb_fail_at_once() -> None:
    registry = Registry()
    registry.add(made("a.one", cli="do"))

    with pytest.raises(ValueError, match=r"two commands are called a\.one"):
        registry.add(made("a.one"))
    with pytest.raises(ValueError, match=r"a\.two and a\.one are both the verb do"):
        registry.add(made("a.two", cli="do"))


def test_an_action_without_a_line_of_help_fails_at_once() -> None:
    def silent(_context: Context) -> None: ...

    with pytest.raises(ValueError, match="has no docstring"):
        annotator.commands.registry.command("test.silent", "Silent")(silent)


@pytest.mark.parametrize("item", list(REGISTRY), ids=lambda item: item.id)
def test_every_action_is_explained(item: Command) -> None:
    area, _, name = item.id.partition(".")
    assert area
    assert name
    assert item.title[0].isupper() or not item.title[0].isalpha()
    assert item.help.endswith(".")
    assert item.help[0].isupper()
    assert 10 < len(item.help) <= 110
    for parameter in item.parameters:
        assert parameter.about.help, f"{item.id} does not explain {parameter.name}"


def test_what_needs_arguments_from_the_window_asks_for_them() -> None:
    """A command with a key or a menu can be started without arguments, or asks for them."""
    # The window opens a dialog for these.
    asked = {"export.note", "vault.export", "vault.sync", "notes.import", "notes.check"}
    bare = [
        item.id
        for item in REGISTRY
        if (item.keys or item.menu)
        and any(parameter.required for parameter in item.parameters)
        and item.id not in asked
    ]

    assert bare == []


def test_every_module_of_commands_that_registers_some_is_an_area() -> None:
    """A module left out of AREAS would register nothing: its actions would not exist."""
    folder = Path(inspect.getfile(annotator.commands)).parent
    modules = {importlib.import_module(f"annotator.commands.{module.name}")
               for module in pkgutil.iter_modules([str(folder)])}  # fmt: skip
    registering = {
        module
        for module in modules
        if "@command(" in inspect.getsource(module) and not module.__name__.endswith("registry")
    }

    assert registering <= set(AREAS)


def test_arguments_are_read_from_the_signature() -> None:
    def act(
        context: Context,
        place: Annotated[Path, Argument("where", metavar="FILE")],
        names: Annotated[tuple[str, ...], Argument("who", "--who")] = (),
        most: int = 3,
        loud: bool = False,
        title: str | None = None,
    ) -> None: ...

    read = [
        (item.name, item.kind, item.required, item.default, item.many) for item in _parameters(act)
    ]

    assert read == [
        ("place", Path, True, None, False),
        ("names", str, False, (), True),
        ("most", int, False, 3, False),
        ("loud", bool, False, False, False),
        ("title", str, False, None, False),
    ]

"""Keys by command: the user's over the registry's, and two commands that would share one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.settings.keymap import Conflict, Keymap, normal_key

DEFAULTS = {
    "mark.quote": ("Q",),
    "mark.note": ("N",),
    "list.remove": ("Delete",),
    "edit.undo": ("Ctrl+Z",),
    "edit.redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "help.about": (),
}
PLACES = {
    "mark.quote": "transcript",
    "mark.note": "transcript",
    "list.remove": "marks",
    "edit.undo": "window",
    "edit.redo": "window",
    "help.about": "window",
}


@pytest.fixture
def keymap() -> Keymap:
    return Keymap(DEFAULTS, PLACES)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("shift+ctrl+z", "Ctrl+Shift+Z"),
        ("CTRL+Z", "Ctrl+Z"),
        ("q", "Q"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("ctrl+shift++", "Ctrl+Shift++"),
        ("Ctrl + K", "Ctrl+K"),
        ("alt+Up", "Alt+Up"),
        ("Del", "Delete"),
        ("Esc", "Escape"),
        ("ctrl+PgUp", "Ctrl+PgUp"),
        ("shift+pgup", "Shift+PgUp"),
        ("space", "Space"),
        ("f2", "F2"),
    ],
)
def test_a_key_is_the_same_however_it_is_written(written: str, same: str) -> None:
    assert normal_key(written) == normal_key(same)


@given(
    st.sets(st.sampled_from(["Ctrl", "Alt", "Shift", "Meta"])),
    st.sampled_from(["Z", "+", "Up", "F12", "[", "Space", "?"]),
    st.randoms(),
)
def test_modifiers_come_in_any_order(modifiers: set[str], key: str, random: object) -> None:
    shuffled = sorted(modifiers, key=lambda _: random.random())  # type: ignore[attr-defined]

    assert normal_key("+".join([*sorted(modifiers), key])) == normal_key("+".join([*shuffled, key]))


def test_different_keys_stay_different() -> None:
    keys = ["Z", "Ctrl+Z", "Shift+Z", "Ctrl+Shift+Z", "+", "Ctrl++", "Up", "Alt+Up", "Return"]

    assert len({normal_key(key) for key in keys}) == len(keys)


def test_the_users_keys_stand_over_the_defaults(keymap: Keymap) -> None:
    changed = keymap.with_changes({"mark.quote": ("C",), "mark.note": ()})

    assert changed.keys("mark.quote") == ("C",)
    assert changed.keys("mark.note") == ()
    assert changed.keys("edit.undo") == ("Ctrl+Z",)
    assert changed.default_keys("mark.quote") == ("Q",)
    assert keymap.keys("mark.quote") == ("Q",)


def test_keys_equal_to_the_defaults_are_no_change(keymap: Keymap) -> None:
    assert keymap.with_changes({"mark.quote": ("Q",)}).changed == {}


def test_keys_of_commands_that_are_gone_are_left_out() -> None:
    assert Keymap(DEFAULTS, PLACES, {"old.command": ("X",)}).changed == {}


def test_the_defaults_have_no_conflicts(keymap: Keymap) -> None:
    assert keymap.conflicts() == []


def test_two_commands_in_one_place_may_not_share_a_key(keymap: Keymap) -> None:
    changed = keymap.with_changes({"mark.note": ("q",)})

    assert changed.conflicts() == [Conflict("q", "mark.quote", "mark.note")]


def test_a_key_of_the_window_acts_everywhere(keymap: Keymap) -> None:
    changed = keymap.with_changes({"mark.note": ("shift+ctrl+z",)})

    assert [(found.first, found.second) for found in changed.conflicts()] == [
        ("mark.note", "edit.redo")
    ]


def test_two_places_that_are_never_live_together_may_share_a_key(keymap: Keymap) -> None:
    assert keymap.with_changes({"mark.note": ("Del",)}).conflicts() == []

"""A form made from a list of fields."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.dialogs.settings_dialog import SettingsDialog
from annotator.gui.theme import Theme
from annotator.gui.values import Field, FieldKind, SettingsValues

FIELDS = (
    Field(
        "theme", "Colours", FieldKind.CHOICE, group="Look", default="system",
        choices=(("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
    ),
    Field("zoom", "Text size", FieldKind.INT, "Of the window.", "Look", 100, 80, 200, 10, "%"),
    Field("reaction", "Reaction", FieldKind.SECONDS, "", "Listening", 700, 0, 5_000, 50),
    Field("back", "Step back", FieldKind.FLOAT, "", "Listening", 1.5, 0, 10, 0.5, "s"),
    Field("follow", "Follow the voice", FieldKind.BOOL, "", "Listening", True),
    Field("author", "Your name", FieldKind.TEXT, "", "Files", ""),
    Field("folder", "Notes", FieldKind.FOLDER, "", "Files", ""),
)  # fmt: skip
VALUES = SettingsValues(
    (
        ("theme", "dark"), ("zoom", 120), ("reaction", 650), ("back", 2.0), ("follow", False),
        ("author", "Ada & Ben"), ("folder", "/tmp/notes"),
    )
)  # fmt: skip


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot) -> SettingsDialog:
    made = SettingsDialog(FIELDS, VALUES, with_keys=True)
    qtbot.addWidget(made)
    made.show()
    return made


def named(dialog: SettingsDialog, kind: type[QWidget], name: str) -> QWidget:
    return next(w for w in dialog.findChildren(kind) if w.accessibleName() == name)


def button(dialog: SettingsDialog, text: str) -> QAbstractButton:
    return next(b for b in dialog.findChildren(QAbstractButton) if b.text() == text)


def test_what_goes_in_comes_out_unchanged(dialog: SettingsDialog) -> None:
    assert dialog.values() == VALUES
    assert not button(dialog, "Save").isEnabled()


def test_saving_hands_over_what_was_changed(dialog: SettingsDialog, qtbot: QtBot) -> None:
    spin = named(dialog, QSpinBox, "Reaction")
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    box = named(dialog, QComboBox, "Colours")
    qtbot.keyClick(box, Qt.Key.Key_Up)
    with qtbot.waitSignal(dialog.applied) as applied:
        qtbot.mouseClick(button(dialog, "Save"), Qt.MouseButton.LeftButton)
    assert applied.args == [VALUES.changed("reaction", 700).changed("theme", "light")]
    assert not dialog.isVisible()


def test_cancel_hands_over_nothing(dialog: SettingsDialog, qtbot: QtBot) -> None:
    named(dialog, QLineEdit, "Your name").setText("somebody")
    with qtbot.assertNotEmitted(dialog.applied):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_reset_all_puts_in_the_defaults(dialog: SettingsDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(dialog, "Reset all"), Qt.MouseButton.LeftButton)
    assert dialog.values() == SettingsValues(tuple((f.id, f.default) for f in FIELDS))


def test_numbers_stay_in_their_bounds(dialog: SettingsDialog) -> None:
    spin = named(dialog, QSpinBox, "Text size")
    assert isinstance(spin, QSpinBox)
    spin.setValue(10_000)
    assert dialog.values()["zoom"] == 200
    assert spin.text() == "200 %"


@pytest.mark.parametrize(
    ("ms", "shown"),
    [(0, "0 s"), (50, "0.05 s"), (650, "0.65 s"), (683, "0.683 s"), (5_000, "5 s")],
)
def test_a_time_is_shown_in_seconds_and_kept_to_the_millisecond(
    theme: Theme, qtbot: QtBot, ms: int, shown: str
) -> None:
    dialog = SettingsDialog(FIELDS[2:3], SettingsValues((("reaction", ms),)))
    qtbot.addWidget(dialog)
    assert named(dialog, QSpinBox, "Reaction").text() == shown
    assert dialog.values()["reaction"] == ms
    assert not button(dialog, "Save").isEnabled()


@pytest.mark.parametrize(
    ("typed", "ms", "shown"),
    [
        ("0.4 s", 400, "0.4 s"),
        ("0.4", 400, "0.4 s"),
        ("0,45", 450, "0.45 s"),
        (".5s", 500, "0.5 s"),
        ("2", 2_000, "2 s"),
        ("  1.250 s ", 1_250, "1.25 s"),
        ("400 ms", 400, "0.4 s"),
        ("400", 5_000, "5 s"),  # more than are offered
        ("0.", 0, "0 s"),
        ("", 650, "0.65 s"),
        ("soon", 650, "0.65 s"),
        ("1.2.3", 1_230, "1.23 s"),  # a second point is not taken
    ],
)
def test_a_time_is_typed_in_seconds_and_what_is_none_changes_nothing(
    dialog: SettingsDialog, qtbot: QtBot, typed: str, ms: int, shown: str
) -> None:
    spin = named(dialog, QSpinBox, "Reaction")
    assert isinstance(spin, QSpinBox)
    spin.setFocus()
    spin.lineEdit().selectAll()
    qtbot.keyClicks(spin, typed) if typed else qtbot.keyClick(spin, Qt.Key.Key_Delete)
    qtbot.keyClick(spin, Qt.Key.Key_Tab)
    assert dialog.values()["reaction"] == ms
    assert spin.text() == shown


def test_a_german_window_shows_a_time_with_a_comma_and_takes_either(
    theme: Theme, qtbot: QtBot
) -> None:
    dialog = SettingsDialog(FIELDS[2:3], VALUES)
    qtbot.addWidget(dialog)
    spin = named(dialog, QSpinBox, "Reaction")
    spin.setLocale(QLocale(QLocale.Language.German))
    assert isinstance(spin, QSpinBox)
    spin.setValue(1_250)
    assert spin.text() == "1,25 s"
    spin.lineEdit().setText("0.4 s")
    assert dialog.values()["reaction"] == 400


def test_the_key_editor_is_one_click_away(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.keysRequested):
        qtbot.mouseClick(button(dialog, "Change keys…"), Qt.MouseButton.LeftButton)


def test_an_unknown_value_of_a_choice_falls_back_to_the_first(theme: Theme, qtbot: QtBot) -> None:
    dialog = SettingsDialog(FIELDS[:1], SettingsValues((("theme", "purple"),)))
    qtbot.addWidget(dialog)
    assert dialog.values()["theme"] == "system"


def test_settings_values_name_what_is_missing() -> None:
    with pytest.raises(KeyError):
        VALUES["no such field"]


def test_fields_are_values() -> None:
    assert replace(FIELDS[1], title="Size").title == "Size"

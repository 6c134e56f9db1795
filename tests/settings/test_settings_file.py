"""The settings file: what a user wrote stays, what makes no sense is told and costs nothing."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import SettingsError
from annotator.settings import Settings, SettingsFile, default_paths


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(path: Path, text: str) -> SettingsFile:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return SettingsFile(path)


def test_without_a_file_everything_is_as_it_comes(path: Path) -> None:
    file = SettingsFile(path)

    assert file.settings == Settings()
    assert (file.complaints, dict(file.keys), path.exists()) == ([], {}, False)


def test_what_is_saved_is_read_again(path: Path) -> None:
    chosen = replace(Settings(), theme="dark", zoom=1.3, author="Ida “I.” Ö", reaction_ms=0)
    keys = {"mark.quote": ("C", "Ctrl+Shift++"), "mark.note": ()}

    SettingsFile(path).save(chosen, keys)
    again = SettingsFile(path)

    assert (again.settings, dict(again.keys), again.complaints) == (chosen, keys, [])


def test_any_author_and_folder_are_read_again(path: Path) -> None:
    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    def check(name: str) -> None:
        SettingsFile(path).save(replace(Settings(), author=name, export_folder=name))

        again = SettingsFile(path)
        assert (again.settings.author, again.settings.export_folder) == (name, name)

    check()


def test_comments_order_and_unknown_keys_of_the_user_stay(path: Path) -> None:
    file = write(
        path,
        "# my own settings\n"
        "zoom = 1.2  # for the beamer\n"
        "future = [1, 2]\n"
        'theme = "dark"\n'
        "\n"
        "[keys]\n"
        "# the left hand\n"
        '"mark.quote" = ["C"]  # not Q\n'
        '"mark.note" = ["V"]\n'
        "\n"
        "[other_tool]\n"
        "a = 1\n",
    )

    file.save(replace(file.settings, theme="light"), {"mark.quote": ("D",), "mark.bookmark": ()})

    assert path.read_text(encoding="utf-8") == (
        "# my own settings\n"
        "zoom = 1.2  # for the beamer\n"
        "future = [1, 2]\n"
        'theme = "light"\n'
        "\n"
        "[keys]\n"
        "# the left hand\n"
        '"mark.quote" = ["D"]  # not Q\n'
        '"mark.bookmark" = []\n'
        "\n"
        "[other_tool]\n"
        "a = 1\n"
    )


def test_only_what_differs_is_written(path: Path) -> None:
    SettingsFile(path).save(replace(Settings(), reaction_ms=900))

    assert path.read_text(encoding="utf-8") == "reaction_ms = 900\n"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('theme = "pink"', "The setting “theme” cannot be 'pink'; 'system' is used."),
        ("zoom = 40", "The setting “zoom” cannot be 40.0; 1.0 is used."),
        ("zoom = nan", "The setting “zoom” cannot be nan; 1.0 is used."),
        ('reaction_ms = "fast"', "The setting “reaction_ms” cannot be 'fast'; 700 is used."),
        ("reaction_ms = 700.5", "The setting “reaction_ms” cannot be 700.5; 700 is used."),
        ("reaction_ms = true", "The setting “reaction_ms” cannot be True; 700 is used."),
        ("author = 7", "The setting “author” cannot be 7; '' is used."),
        ("keys = 3", "The setting “keys” cannot be 3; the keys are as they come."),
        (
            'keys = {"mark.quote" = "C"}',
            "The keys of “mark.quote” cannot be 'C'; write a list, as [\"Q\"].",
        ),
        (
            'keys = {"mark.quote" = [3]}',
            'The keys of “mark.quote” cannot be [3]; write a list, as ["Q"].',
        ),
    ],
)
def test_a_wrong_value_is_told_and_replaced(path: Path, line: str, sentence: str) -> None:
    file = write(path, line + '\nexport_format = "obsidian"\n' if "keys" not in line else line)

    assert file.complaints == [sentence]
    assert replace(file.settings, export_format="wiki") == Settings()
    assert dict(file.keys) == {}


def test_a_whole_number_will_do_for_a_size(path: Path) -> None:
    assert write(path, "zoom = 2\n").settings.zoom == 2.0


def test_a_file_of_a_simple_editor_is_read(path: Path) -> None:
    file = write(path, '\ufefftheme = "dark"\r\nzoom = 1.5\r\n')

    assert (file.settings.theme, file.settings.zoom, file.complaints) == ("dark", 1.5, [])


@pytest.mark.parametrize("content", [b"theme = dark\n", b"\xff\xfe\x00", b"[keys\n"])
def test_a_file_that_cannot_be_read_is_told_and_kept_when_settings_are_saved(
    path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    file = SettingsFile(path)
    [complaint] = file.complaints
    assert complaint.startswith(f"The settings file “{path}” cannot be read (")
    assert complaint.endswith("); defaults are used.")
    assert "\n" not in complaint
    assert file.settings == Settings()
    assert path.read_bytes() == content

    file.save(replace(Settings(), theme="dark"))
    assert SettingsFile(path).settings.theme == "dark"
    assert content in [other.read_bytes() for other in path.parent.iterdir()]


def test_a_file_that_is_a_link_stays_one(tmp_path: Path, path: Path) -> None:
    shared = tmp_path / "dotfiles.toml"
    shared.write_text('theme = "dark"\n')
    path.parent.mkdir()
    path.symlink_to(shared)

    SettingsFile(path).save(replace(SettingsFile(path).settings, zoom=1.5))

    assert path.is_symlink()
    assert shared.read_text() == 'theme = "dark"\nzoom = 1.5\n'


def test_a_place_that_cannot_be_written_is_told_and_the_settings_stay(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    file = SettingsFile(path)

    with pytest.raises(SettingsError, match=r"could not be saved to “.*settings\.toml”"):
        file.save(replace(Settings(), theme="dark"))

    assert file.settings == Settings()


def test_every_setting_has_a_title_a_line_of_help_and_a_default_that_is_allowed() -> None:
    for field in dataclasses.fields(Settings):
        assert field.metadata["title"]
        assert field.metadata["help"].endswith(".")
        assert field.metadata["check"](field.default)


def test_places_are_the_platforms_and_the_library_may_be_named(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = default_paths()
    assert paths.library == own_home / "data" / "annotator" / "library.sqlite"
    assert paths.settings == own_home / "config" / "annotator" / "settings.toml"

    monkeypatch.setenv("ANNOTATOR_LIBRARY", "~/other.sqlite")
    assert default_paths().library == own_home / "other.sqlite"
    assert default_paths(tmp_path / "given.sqlite").library == tmp_path / "given.sqlite"

"""Settings, keys, the export preview, the key sheet and the About box.

A dialog and what it needs are imported when it is opened: the window should not wait for them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from annotator import __version__
from annotator.commands import REGISTRY, Context, Place
from annotator.commands.export import note_to_export, way_out, write_note
from annotator.commands.results import FactRow
from annotator.commands.templates import PREFIX, named_templates
from annotator.domain.errors import AnnotatorError, NoteEditedError
from annotator.domain.notes import Episode
from annotator.gui.actions import Actions
from annotator.gui.language import local, native_name, tr
from annotator.gui.main_window import MainWindow
from annotator.gui.theme import Theme
from annotator.gui.values import ExportFormat, Field, FieldKind, KeyRow, SettingsValues, Value
from annotator.settings import Settings
from annotator.sources import Report

if TYPE_CHECKING:
    from annotator.gui.dialogs.key_sheet import KeySheet

_FEW_MARKS = 500
_KINDS = {bool: FieldKind.BOOL, int: FieldKind.INT, float: FieldKind.FLOAT, str: FieldKind.TEXT}

_SHEET = ("Mark", "Playback", "Transcript", "Topics", "Edit", "View", "File", "Draft", "Speakers")
"""The areas of the key sheet: what is pressed while listening first."""


class DialogPresenter(QObject):
    """Opens each dialog with values of the session and carries out what it returns."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        theme: Theme,
        change_keys: Callable[[dict[str, tuple[str, ...]]], None],
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._actions = actions
        self._theme = theme
        self._change_keys = change_keys
        self._tell = tell
        self._sheet: KeySheet | None = None
        self._renders = 0

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._sheet is not None:
            self._sheet.set_theme(theme)

    def open_settings(self) -> None:
        from annotator.gui.dialogs.settings_dialog import SettingsDialog

        settings = self._context.settings()
        own = [each.name for each in named_templates(self._context) if each.is_own]
        fields = setting_fields(own)
        values = SettingsValues(tuple((f.id, getattr(settings, f.id)) for f in fields))
        dialog = SettingsDialog(fields, values, with_keys=True, parent=self._window)
        dialog.applied.connect(self._settings_applied)
        dialog.keysRequested.connect(self.open_key_editor)
        _open(dialog)

    def open_key_editor(self) -> None:
        from annotator.gui.dialogs.key_editor import KeyEditor

        dialog = KeyEditor(self._key_rows(), self._theme, self._window)
        dialog.applied.connect(self._keys_applied)
        _open(dialog)

    def open_key_sheet(self) -> None:
        if self._sheet is None:
            from annotator.gui.dialogs.key_sheet import KeySheet

            self._sheet = KeySheet(self._theme, self._window)
        if self._sheet.isVisible():
            self._sheet.close_overlay()
        else:
            self._sheet.open_sheet(sorted(self._key_rows(), key=self._on_sheet))

    def _on_sheet(self, row: KeyRow) -> int:
        menu = REGISTRY[row.id].menu
        return _SHEET.index(menu) if menu in _SHEET else len(_SHEET)

    def open_about(self) -> None:
        """Looking whether the library is sound takes seconds where it is large."""
        facts = self._context.facts
        self._context.jobs.run(
            self.tr("Looking at the library"), lambda _report: facts(), self._show_about
        )

    def _show_about(self, rows: Sequence[FactRow]) -> None:
        from annotator.gui.dialogs.about import AboutDialog

        facts = [(row.name, row.value) for row in rows if row.name != "annotator"]
        summary = self.tr("Listen, mark from the keyboard, leave with notes that play.")
        _open(AboutDialog("Annotator", __version__, summary, facts, parent=self._window))

    def open_export(self) -> None:
        """Preview the open episode's note; save or copy it."""
        from annotator.exporters import EXPORTERS
        from annotator.exporters.filenames import note_filename
        from annotator.gui.dialogs.export_dialog import ExportDialog

        session, settings = self._context.session, self._context.settings()
        episode = session.episode
        if episode is None:
            return
        formats = [ExportFormat(e.name, tr(e.title), e.extension) for e in EXPORTERS.values()]
        formats += [
            ExportFormat(f"{PREFIX}{each.name}", each.name, each.template.extension)
            for each in named_templates(self._context)
            if each.is_own and each.template is not None
        ]
        endings = {each.id: each.suffix for each in formats}
        dialog = ExportDialog(
            formats,
            chosen=settings.export_format,
            grouping=settings.export_grouping,
            parent=self._window,
        )

        def propose(name: str) -> None:
            folder = Path(settings.export_folder) if settings.export_folder else Path.home()
            file = note_filename(episode.title, endings[name])
            dialog.set_path(str(folder / file))

        def preview(name: str, grouping: str) -> None:
            self._render(episode, name, grouping, dialog.set_preview, dialog.show_error)

        def save(name: str, grouping: str, path: str) -> None:
            self._render(
                episode,
                name,
                grouping,
                lambda text: write(name, grouping, path, text),
                dialog.show_error,
            )

        def write(name: str, grouping: str, path: str, text: str) -> None:
            try:
                target, agreed = Path(path).expanduser(), dialog.may_overwrite()
                written = write_note(self._context, episode, name, text, target, overwrite=agreed)
                self._remember_export(name, grouping, written.parent)
            except NoteEditedError:
                dialog.show_error(
                    self.tr(
                        "The file is there already and is not as Annotator wrote it;"
                        " choose another name, or tick that it may be replaced."
                    )
                )
            except AnnotatorError as error:
                dialog.show_error(str(error))
            else:
                dialog.accept()
                session.say(self.tr("Wrote {0}").format(written))

        dialog.previewRequested.connect(preview)
        dialog.previewRequested.connect(lambda name, _grouping: propose(name))
        dialog.saveRequested.connect(save)
        dialog.finished.connect(lambda _result: self._forget_renders())
        dialog.copyRequested.connect(lambda text: QGuiApplication.clipboard().setText(text))
        propose(dialog.chosen()[0])
        dialog.request_preview()
        _open(dialog)

    def _render(
        self,
        episode: Episode,
        name: str,
        grouping: str,
        then: Callable[[str], None],
        fail: Callable[[str], None],
    ) -> None:
        """Give `then` the note, or `fail` the sentence that says why there is none. A template,
        and many marks, take their time elsewhere; of several that are asked for, the last one is
        given."""
        self._renders += 1
        asked = self._renders
        try:
            way = way_out(self._context, name)
            note = note_to_export(self._context, episode, grouping, transcript=way.needs_transcript)
        except AnnotatorError as error:
            fail(str(error))
            return
        if not name.startswith(PREFIX) and len(note.annotations) <= _FEW_MARKS:
            then(way.render(note))
            return

        def work(_progress: Report) -> tuple[str, str]:
            try:
                return way.render(note), ""
            except AnnotatorError as error:
                return "", str(error)

        def done(made: tuple[str, str]) -> None:
            text, failure = made
            if asked == self._renders and failure:
                fail(failure)
            elif asked == self._renders:
                then(text)

        self._context.jobs.run(self.tr("Writing the note"), work, done)

    def _forget_renders(self) -> None:
        """Nobody waits for what is being filled in any more."""
        self._renders += 1

    def _remember_export(self, name: str, grouping: str, folder: Path) -> None:
        settings = dataclasses.replace(
            self._context.settings(),
            export_format=name,
            export_grouping=grouping,
            export_folder=str(folder),
        )
        if settings != self._context.settings():
            self._context.change_settings(settings)

    def _settings_applied(self, values: SettingsValues) -> None:
        try:
            self._context.change_settings(
                dataclasses.replace(self._context.settings(), **dict(values.items))  # type: ignore[arg-type]
            )
        except AnnotatorError as error:
            self._tell(error)

    def _keys_applied(self, mapping: dict[str, tuple[str, ...]]) -> None:
        try:
            self._change_keys(mapping)
        except AnnotatorError as error:
            self._tell(error)

    def _key_rows(self) -> tuple[KeyRow, ...]:
        keymap = self._actions.keymap
        return tuple(
            KeyRow(
                c.id,
                self.tr(c.menu) if c.menu else self.tr("More"),
                tr(c.title).removesuffix("…"),
                keymap.keys(c.id),
                keymap.default_keys(c.id),
                "" if c.place is Place.WINDOW else c.place.value,
            )
            for c in REGISTRY
            if c.keys or c.menu
        )


def setting_fields(templates: Sequence[str] = ()) -> tuple[Field, ...]:
    """The form of the settings, from the metadata of `Settings`; `templates` are the names of
    the user's own."""
    from annotator.exporters import EXPORTERS

    profiles = {name: exporter.title for name, exporter in EXPORTERS.items()}
    profiles |= {f"{PREFIX}{name}": name for name in templates}
    return tuple(
        _field(facts, profiles)
        for facts in dataclasses.fields(Settings)
        if "title" in facts.metadata
    )


def _field(facts: dataclasses.Field[Value], profiles: Mapping[str, str]) -> Field:
    about = facts.metadata
    default = facts.default
    if isinstance(default, dataclasses._MISSING_TYPE):
        raise TypeError(f"the setting {facts.name} has no default")
    choices = about.get("choices", ())
    if facts.name == "export_format":
        choices = tuple(profiles)
    kind = FieldKind.CHOICE if choices else _KINDS[type(default)]
    if facts.name in ("export_folder", "vault_folder"):
        kind = FieldKind.FOLDER
    if facts.name.endswith("_ms"):
        kind = FieldKind.SECONDS
    return Field(
        id=facts.name,
        title=tr(about["title"]),
        kind=kind,
        help=tr(about["help"]),
        group=tr(about.get("group", "")),
        default=default,
        minimum=about.get("low", 0),
        maximum=about.get("high", 100),
        step=about.get("step", 1),
        suffix="s" if facts.name.endswith("_s") else "",
        choices=tuple((choice, _title_of(choice, facts.name, profiles)) for choice in choices),
    )


def _title_of(choice: str, name: str, profiles: Mapping[str, str]) -> str:
    if choice in profiles:
        return local(profiles[choice])
    is_language = name == "language" and choice != "system"
    return native_name(choice) if is_language else tr(choice.capitalize())


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()

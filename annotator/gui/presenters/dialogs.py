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
from annotator.commands.export import render_note, write_note
from annotator.commands.results import FactRow
from annotator.domain.errors import AnnotatorError, NoteEditedError
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.gui.theme import Theme
from annotator.gui.values import ExportFormat, Field, FieldKind, KeyRow, SettingsValues, Value
from annotator.settings import Settings

if TYPE_CHECKING:
    from annotator.gui.dialogs.key_sheet import KeySheet

_KINDS = {bool: FieldKind.BOOL, int: FieldKind.INT, float: FieldKind.FLOAT, str: FieldKind.TEXT}


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

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._sheet is not None:
            self._sheet.set_theme(theme)

    def open_settings(self) -> None:
        from annotator.gui.dialogs.settings_dialog import SettingsDialog

        settings = self._context.settings()
        fields = setting_fields()
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
            self._sheet.open_sheet(self._key_rows())

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
        formats = [ExportFormat(e.name, e.title, e.extension) for e in EXPORTERS.values()]
        dialog = ExportDialog(
            formats,
            chosen=settings.export_format,
            grouping=settings.export_grouping,
            parent=self._window,
        )

        def propose(name: str) -> None:
            folder = Path(settings.export_folder) if settings.export_folder else Path.home()
            file = note_filename(episode.title, EXPORTERS[name].extension)
            dialog.set_path(str(folder / file))

        def preview(name: str, grouping: str) -> None:
            try:
                dialog.set_preview(render_note(self._context, episode, name, grouping))
            except AnnotatorError as error:
                dialog.show_error(str(error))

        def save(name: str, grouping: str, path: str) -> None:
            try:
                text = render_note(self._context, episode, name, grouping)
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
        dialog.copyRequested.connect(lambda text: QGuiApplication.clipboard().setText(text))
        propose(dialog.chosen()[0])
        dialog.request_preview()
        _open(dialog)

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
                self.tr(c.menu or "More"),
                self.tr(c.title.removesuffix("…")),
                keymap.keys(c.id),
                keymap.default_keys(c.id),
                "" if c.place is Place.WINDOW else c.place.value,
            )
            for c in REGISTRY
            if c.keys or c.menu
        )


def setting_fields() -> tuple[Field, ...]:
    """The form of the settings, from the metadata of `Settings`."""
    from annotator.exporters import EXPORTERS

    profiles = {name: exporter.title for name, exporter in EXPORTERS.items()}
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
    return Field(
        id=facts.name,
        title=about["title"],
        kind=kind,
        help=about["help"],
        group=about.get("group", ""),
        default=default,
        minimum=about.get("low", 0),
        maximum=about.get("high", 100),
        step=about.get("step", 1),
        choices=tuple((c, profiles.get(c, c.capitalize())) for c in choices),
    )


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()

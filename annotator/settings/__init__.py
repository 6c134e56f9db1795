"""What the user chose: typed settings, key bindings, and where the program's files are."""

from annotator.settings.keymap import Keymap
from annotator.settings.paths import Paths, default_paths
from annotator.settings.settings import Settings, SettingsFile

__all__ = ["Keymap", "Paths", "Settings", "SettingsFile", "default_paths"]

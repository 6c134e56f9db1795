"""Where the program keeps its files, in each platform's own place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs


@dataclass(frozen=True, slots=True)
class Paths:
    """`library` is the SQLite file, `settings` the TOML file, `state` the window's memory."""

    library: Path
    settings: Path
    state: Path
    cache: Path


def default_paths(library: Path | None = None) -> Paths:
    """The platform's places; ``$ANNOTATOR_LIBRARY`` or `library` name another library."""
    dirs = PlatformDirs("annotator", appauthor=False)
    named = os.environ.get("ANNOTATOR_LIBRARY")
    chosen = library or (Path(named) if named else Path(dirs.user_data_dir) / "library.sqlite")
    return Paths(
        library=chosen.expanduser().absolute(),
        settings=Path(dirs.user_config_dir) / "settings.toml",
        state=Path(dirs.user_state_dir) / "window.toml",
        cache=Path(dirs.user_cache_dir),
    )

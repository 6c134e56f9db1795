"""Where the files that ship with the program are, in a checkout, a wheel and a frozen build.

The only module that resolves these paths. A wheel carries ``resources/`` and ``db/`` inside
the package as ``_data/``; the frozen build lays them out the same way; a checkout has them
beside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_DATA = _PACKAGE / "_data"
_ROOT = _DATA if _DATA.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Path of a file or folder under ``resources/``."""
    return _ROOT.joinpath("resources", *parts)


def migrations() -> Path:
    """Folder of the numbered SQL migrations."""
    return _ROOT / "db" / "migrations"

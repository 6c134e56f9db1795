"""How links are followed, and where what they lead to is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.context import Context

if TYPE_CHECKING:
    from annotator.sources.addresses import Guard


def guard(context: Context) -> Guard:
    """What decides where links may lead, as the settings have it."""
    from annotator.sources.addresses import Guard

    settings = context.settings()
    return Guard(allow_private=settings.private_links, timeout_s=settings.link_timeout_s)


def media_folder(context: Context) -> Path:
    """Where fetched sound is kept: beside the library."""
    library = context.session.library.path
    return library.with_name(library.name + ".media")

"""Looking into the library and the program from the command line."""

from __future__ import annotations

from annotator.commands.context import Context
from annotator.commands.registry import REGISTRY, command
from annotator.commands.results import FactRow, FormatRow, KeyRow


@command("app.formats", "Formats", cli="formats")
def formats(_context: Context) -> tuple[FormatRow, ...]:
    """List the transcript formats read and the note formats written."""
    from annotator.exporters import EXPORTERS
    from annotator.formats import FORMATS

    read = [FormatRow("transcript", item.name, item.title) for item in FORMATS]
    written = [FormatRow("note", item.name, item.title) for item in EXPORTERS.values()]
    return (*read, *written)


@command("app.keys", "Keys", cli="keys")
def keys(_context: Context) -> tuple[KeyRow, ...]:
    """List every action that has a key."""
    return tuple(
        KeyRow(item.keys, item.id, item.title, item.help) for item in REGISTRY if item.keys
    )


@command("app.doctor", "Doctor", cli="doctor")
def doctor(context: Context) -> tuple[FactRow, ...]:
    """Check the player, the library and the program's files, and say where they are."""
    return context.facts()

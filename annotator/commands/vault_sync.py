"""What users changed in a vault's notes, brought back into the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.registry import Argument, command
from annotator.commands.results import ClashRow, Report, SyncRow
from annotator.commands.topics import fresh_topic
from annotator.commands.vault import READING, Folder, outcome_told, write_vault
from annotator.domain.errors import UsageError
from annotator.domain.timecode import format_clock
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.domain.notes import Topic
    from annotator.session.vault_changes import Change
    from annotator.session.vault_plan import Plan
    from annotator.session.vault_run import Outcome
    from annotator.session.vault_sync import Choice, MarkClash, SyncPlan
    from annotator.vault.profiles import Profile


@command("vault.sync", "Read Back the Vault…", menu="File", group=2, cli="sync")
def sync(
    context: Context,
    vault: Folder,
    dry_run: Annotated[bool, Argument("print what would be done, do nothing")] = False,
    take: Annotated[
        str | None,
        Argument("where both sides changed a statement: file, library or both", metavar="SIDE"),
    ] = None,
) -> Report:
    """Bring what was changed in the notes of a vault into the library, and the other way."""
    reports: list[Report] = []
    choices = _for_all(take)

    def read(found: SyncPlan) -> None:
        if dry_run:
            reports.append(dry(found))
            return
        sync_read(
            context,
            found,
            lambda made, outcome: reports.append(_done(found, made, outcome)),
        )

    read_vault(context, vault, choices, read)
    return reports[0]


def _for_all(take: str | None) -> Mapping[str, Choice]:
    from annotator.session.vault_sync import Choice

    if take is None:
        return {}
    try:
        return {"": Choice(take)}
    except ValueError:
        raise UsageError("--take is file, library or both, not “{0}”.", take) from None


def read_vault(
    context: Context,
    folder: Path,
    choices: Mapping[str, Choice],
    then: Callable[[SyncPlan], None],
) -> None:
    """Read the notes of a vault; `then` gets what was changed in them. `choices` settle
    clashes by their ids, "" all others."""
    from annotator.session.vault_folder import VaultFolder
    from annotator.session.vault_sync import sync_work
    from annotator.session.vault_work import known_vault, vault_for

    library, place = context.session.library, VaultFolder(folder)
    known_vault(library, place)
    vault = vault_for(library, place)
    context.jobs.run(READING, sync_work(library.path, vault, choices), then)


def sync_read(context: Context, found: SyncPlan, then: Callable[[Plan, Outcome], None]) -> None:
    """Make what was read a change of the library (one step to take back), then bring the files
    up to date."""
    from annotator.session.vault_folder import VaultFolder
    from annotator.session.vault_work import begin

    vault = begin(context.session.library, VaultFolder(Path(found.vault.folder)), found.vault)
    late = _change_library(context, found)
    settled = {
        subject: replace(here, taken=here.taken - late) for subject, here in found.settled.items()
    }
    write_vault(context, vault, then, settled=settled, also=found.edited)


def _change_library(context: Context, found: SyncPlan) -> frozenset[str]:
    """Do the changes, but for marks that were changed since they were read: those are read
    again next time. Their ids are returned."""
    from annotator.session.vault_changes import ReadBack
    from annotator.vault.profiles import profile

    ident = profile(found.vault.profile).ident
    changes = found.changes

    library = context.session.library
    there = {
        mark.id: mark
        for mark in library.notebook.annotations_by_id(change.before.id for change in changes)
    }
    fresh, late = [], set()
    moment = library.now()
    for change in changes:
        if there.get(change.before.id) != change.before:
            late.add(ident(change.before))
        elif change.after is not None:
            fresh.append(replace(change, after=replace(change.after, changed_at=moment)))
        else:
            fresh.append(change)
    if fresh:
        context.session.do(ReadBack(fresh, _new_topics(context, fresh)))
    return frozenset(late)


def _new_topics(context: Context, changes: list[Change]) -> dict[str, Topic]:
    names = dict.fromkeys(t for c in changes for t in c.topics if isinstance(t, str))
    return {name: fresh_topic(context, name) for name in names}


# What is said of it


def dry(found: SyncPlan) -> Report:
    """What a synchronisation would do."""
    told = [*_lines(found), f"Vault: {_sum(found)}; nothing was done."]
    return Report(_rows(found), "\n".join(told), ok=not (found.clashes or found.notices))


def _done(found: SyncPlan, made: Plan, outcome: Outcome) -> Report:
    told = [*_lines(found), f"Vault: {_sum(found)}.", *_outcome(found, made, outcome)]
    failed = found.clashes or found.notices or made.notices or outcome.failures
    return Report(_rows(found), "\n".join(told), ok=not failed)


def _outcome(found: SyncPlan, made: Plan, outcome: Outcome) -> list[str]:
    """What the run said, without what the reading said already."""
    said = {*found.notices}
    told = outcome_told(replace(made, clashes=()), outcome).split("\n")
    return [line for line in told if line not in said]


def sync_told(found: SyncPlan, made: Plan, outcome: Outcome) -> str:
    """What a synchronisation did, in a few lines."""
    return "\n".join([*found.notices, f"{_sum(found)}.", *_outcome(found, made, outcome)])


def _rows(found: SyncPlan) -> tuple[SyncRow, ...]:
    changed = [
        SyncRow(c.path, c.before.id, "removed" if c.after is None else "changed", "; ".join(c.told))
        for c in found.changes
    ]
    clashes = [
        SyncRow(c.path, c.mark.id if c.mark else None, "clash", "", c.base, c.file, c.library)
        for c in found.clashes
    ]
    return (*changed, *clashes)


def change_line(change: Change) -> str:
    """A change of a mark in one line."""
    told = "; ".join(change.told)
    return phrase("“{0}”, {1}: {2}", change.path, format_clock(change.before.start_ms), told)


def clash_rows(found: SyncPlan) -> tuple[ClashRow, ...]:
    """What is to be decided."""
    from annotator.vault.profiles import profile

    kind = profile(found.vault.profile)
    rows = []
    for clash in found.clashes:
        name = clash.path.rpartition("/")[2].removesuffix(".md")
        time = format_clock(clash.mark.start_ms) if clash.mark else ""
        file, library = (_readable(kind, text) for text in (clash.file, clash.library))
        if file == library:
            file, library = (phrase("{0} (under another heading)", file) for _ in "12")
        rows.append(ClashRow(clash.key, f"{name}  {time}".strip(), file, library))
    return tuple(rows)


def _readable(kind: Profile, text: str) -> str:
    """A statement without what only programs read."""
    from annotator.vault.comparing import read_statement

    if not text:
        return "(removed)"
    said = read_statement(kind, text)
    if said is None:
        return text
    words = f"“{said.words}”" if said.words else ""
    begins_ms = said.times.begins_ms
    time = "" if begins_ms is None else format_clock(begins_ms)
    if said.times.until_ms is not None:
        time = f"{time}–{format_clock(said.times.until_ms)}"
    topics = ", ".join(tag.name for tag in said.topics)
    parts = (said.note, words, f"({topics})" if topics else "", said.rest, time)
    return " ".join(filter(None, parts)) or "(without words)"


def _lines(found: SyncPlan) -> list[str]:
    lines = [*found.notices, *map(change_line, found.changes)]
    for clash in found.clashes:
        lines += _side_by_side(clash)
    return lines


def _side_by_side(clash: MarkClash) -> list[str]:
    time = format_clock(clash.mark.start_ms) if clash.mark else "removed"
    about = "changed in the file and in the library; --take file, library or both decides"
    lines = [f"“{clash.path}”, {time}: {about}"]
    for side, text in (("was", clash.base), ("file", clash.file), ("library", clash.library)):
        lines += [f"    {side + ':':<9}{line}" for line in (text or "(removed)").split("\n")]
    return lines


def _sum(found: SyncPlan) -> str:
    removed = sum(change.after is None for change in found.changes)
    changed = len(found.changes) - removed
    parts = [f"{changed:,} {'mark' if changed == 1 else 'marks'} changed", f"{removed:,} removed"]
    if found.clashes:
        parts.append(f"{len(found.clashes):,} to be decided")
    return ", ".join(parts)

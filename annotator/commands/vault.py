"""Vaults: the library as a folder of linked notes, written, kept up to date, taken back."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.registry import Argument, command
from annotator.commands.results import Report, VaultFileRow
from annotator.commands.templates import template_of_vault
from annotator.domain.errors import UsageError
from annotator.phrases import counted, joined, phrase

if TYPE_CHECKING:
    from annotator.session.vault_contents import Scope
    from annotator.session.vault_folder import VaultFolder
    from annotator.session.vault_plan import FileChange, Plan
    from annotator.session.vault_run import Outcome, Undone
    from annotator.store.vaults import StoredVault
    from annotator.vault.states import Settled
    from annotator.vault.values import Subject

COMPARING, WRITING, TAKING_BACK = "Comparing the vault", "Writing the vault", "Taking back"
READING = "Reading the vault"
JOBS = frozenset({COMPARING, WRITING, TAKING_BACK, READING})
"""The jobs that work in a vault, by their titles; one at a time."""

_BEGINNING = 3_000

Folder = Annotated[Path, Argument("the folder of the vault", metavar="FOLDER")]


@command("vault.export", "Export Vault…", keys=("Ctrl+Shift+E",), menu="File", group=2,
         cli="vault export")  # fmt: skip
def export_vault(
    context: Context,
    folder: Folder,
    profile: Annotated[
        str | None, Argument("wiki, obsidian, logseq or markdown", metavar="NAME")
    ] = None,
    show: Annotated[str | None, Argument("only episodes of this show", metavar="NAME")] = None,
    topic: Annotated[
        str | None, Argument("only episodes with marks of this topic", metavar="NAME")
    ] = None,
    search: Annotated[
        str | None, Argument("only episodes in which this is found", metavar="WORDS")
    ] = None,
    template: Annotated[
        str | None,
        Argument("write episodes with this template; - for the vault's own way", metavar="NAME"),
    ] = None,
    whole: Annotated[bool, Argument("every episode with marks again, not a part", "--all")] = False,
    preview: Annotated[bool, Argument("show what would change, write nothing")] = False,
) -> Report:
    """Write the library as a folder of linked notes: one an episode, one a topic, one a show."""
    from annotator.session.vault_contents import Scope

    given = Scope(show or "", topic or "", search or "")
    if whole and given != Scope():
        raise UsageError("--all is every episode; leave it out, or --show, --topic and --search.")
    scope = given if whole or given != Scope() else None
    reports: list[Report] = []
    if preview:
        preview_vault(
            context,
            folder,
            profile or "",
            scope,
            lambda made: reports.append(shown(made)),
            template=template,
        )
    else:
        run_vault(
            context,
            folder,
            profile or "",
            scope,
            lambda made, outcome: reports.append(_reported(made, outcome)),
            template=template,
        )
    return reports[0]


def _vault(
    context: Context, place: VaultFolder, profile: str, scope: Scope | None, template: str | None
) -> StoredVault:
    """The vault in a folder, or one to begin there, with the template it is to have."""
    from annotator.session.vault_work import vault_for

    vault = vault_for(context.session.library, place, profile, scope)
    source = template_of_vault(context, vault.template, template)
    return vault if source == vault.template else replace(vault, template=source, turn=0)


def preview_vault(
    context: Context,
    folder: Path,
    profile: str,
    scope: Scope | None,
    then: Callable[[Plan], None],
    *,
    template: str | None = None,
) -> None:
    """Work out what an export would write; `then` gets the plan."""
    from annotator.session.vault_folder import VaultFolder
    from annotator.session.vault_work import planned

    library = context.session.library
    vault = _vault(context, VaultFolder(folder), profile, scope, template)
    context.jobs.run(
        COMPARING,
        lambda progress: planned(library.path, vault, progress=progress),
        then,
    )


def run_vault(
    context: Context,
    folder: Path,
    profile: str,
    scope: Scope | None,
    then: Callable[[Plan, Outcome], None],
    *,
    template: str | None = None,
    remember: bool = True,
) -> None:
    """Write a vault; `then` gets what was done. With `remember`, `undo_vault` takes it back."""
    from annotator.session.vault_folder import VaultFolder
    from annotator.session.vault_work import begin

    place = VaultFolder(folder)
    wanted = _vault(context, place, profile, scope, template)
    vault = begin(context.session.library, place, wanted)
    write_vault(context, vault, then, remember=remember)


def write_vault(
    context: Context,
    vault: StoredVault,
    then: Callable[[Plan, Outcome], None],
    *,
    settled: Mapping[Subject, Settled] | None = None,
    also: Collection[Subject] = (),
    remember: bool = True,
) -> None:
    """Bring the files of a stored vault up to date with the library, those of the notes `also`
    too where the library did not change them."""
    from annotator.session.vault_run import Keeper
    from annotator.session.vault_work import finish, run_work

    library = context.session.library
    keeper = Keeper(library, vault, remember=remember)

    def done(result: tuple[Plan, Outcome]) -> None:
        finish(library, *result)
        then(*result)

    work = run_work(library.path, vault, settled=settled, also=also)
    context.jobs.stream(WRITING, work, keeper.keep, done)


@command("vault.undo", "Undo Vault Export", cli="vault undo")
def undo_vault(context: Context, folder: Folder) -> Report:
    """Make the files of a vault what they were before the last run that changed them."""
    reports: list[Report] = []
    take_back(
        context,
        folder,
        lambda undone: reports.append(Report((), undone_told(undone), ok=not undone.failures)),
    )
    return reports[0]


def take_back(context: Context, folder: Path, then: Callable[[Undone], None]) -> None:
    """Take back the last run of the vault in `folder`; `then` gets what came of it."""
    from annotator.session.vault_folder import VaultFolder
    from annotator.session.vault_run import Part
    from annotator.session.vault_work import keep_taken_back, known_vault, take_back_work

    library = context.session.library
    vault = known_vault(library, VaultFolder(folder))

    def done(result: tuple[Undone, Part]) -> None:
        keep_taken_back(library, vault, result[1])
        then(result[0])

    context.jobs.run(TAKING_BACK, take_back_work(library.path, vault), done)


@command("vault.live", "Keep the Vault Current", menu="File", group=2,
         checked=lambda context: context.settings().vault_live)  # fmt: skip
def follow_marks(context: Context) -> None:
    """Write each mark into the vault as it is made, or stop doing so."""
    settings = context.settings()
    if not settings.vault_folder and not settings.vault_live:
        raise UsageError("There is no vault yet; “Export Vault…” makes one.")
    context.change_settings(replace(settings, vault_live=not settings.vault_live))
    context.session.say(
        "The vault stays as it is until you export it."
        if settings.vault_live
        else phrase("Each mark goes into the vault “{0}”.", settings.vault_folder)
    )


# What is said of it


def file_row(change: FileChange) -> VaultFileRow:
    """What is to become of a file, with its differences."""
    moved = change.old_path if change.old_path != change.path else ""
    if change.after is None:
        fate = "removed"
    elif change.before is None:
        fate = "new"
    else:
        fate = "moved" if moved else "changed"
    begins = ""
    if change.before is None and change.after is not None:
        begins = change.after[:_BEGINNING].decode("utf-8", "ignore")
    return VaultFileRow(change.path, fate, moved, _diff(change), begins)


def _diff(change: FileChange) -> str:
    before, after = (
        (content or b"").decode("utf-8", "replace").splitlines()
        for content in (change.before, change.after)
    )
    if not before:
        return ""
    lines = difflib.unified_diff(before, after, change.old_path, change.path, lineterm="", n=1)
    return "\n".join(lines)


def shown(made: Plan) -> Report:
    """What a run would do: the files with their differences."""
    rows = _rows(made)
    lines = [f"{row.fate}: {row.path}" for row in rows if not row.diff]
    lines += [row.diff for row in rows if row.diff]
    return Report(rows, joined("\n", [*lines, told_of(made)]), ok=not made.notices)


def told_of(made: Plan) -> str:
    """The same in a few lines."""
    changed = sum(change.changes_file for change in made.changes)
    lines = [*made.notices, *(clash_line(clash.path) for clash in made.clashes)]
    would = (
        counted(
            changed,
            "Vault: {0} note would change; nothing was written.",
            "Vault: {0} notes would change; nothing was written.",
        )
        if changed
        else phrase("Vault: nothing would change; nothing was written.")
    )
    return joined("\n", [*lines, would])


def _reported(made: Plan, outcome: Outcome) -> Report:
    ok = not (made.notices or outcome.failures or made.clashes)
    return Report(_rows(made), outcome_told(made, outcome), ok)


def _rows(made: Plan) -> tuple[VaultFileRow, ...]:
    return tuple(file_row(change) for change in made.changes if change.changes_file)


def outcome_told(made: Plan, outcome: Outcome) -> str:
    """What a run did and what it left alone, in a few lines."""
    lines = [*made.notices, *outcome.failures, outcome.stopped]
    lines += [clash_line(clash.path) for clash in made.clashes]
    lines.append(
        counted(
            outcome.written,
            "Vault: {0} note written, {1:,} removed.",
            "Vault: {0} notes written, {1:,} removed.",
            outcome.removed,
        )
        if outcome.removed
        else counted(outcome.written, "Vault: {0} note written.", "Vault: {0} notes written.")
    )
    return joined("\n", filter(None, lines))


def undone_told(undone: Undone) -> str:
    """What was taken back and what was not."""
    told = counted(undone.restored, "Vault: {0} file as before.", "Vault: {0} files as before.")
    return joined("\n", [*undone.failures, told])


def clash_line(path: str) -> str:
    """That a statement waits for a decision."""
    return phrase(
        "“{0}”: a statement was changed in the file and in the library; the file"
        " stays as it is until `annotator sync` has settled it.",
        path,
    )

"""The library's list: what is done to one episode or to many at once, and the trash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from annotator.commands.changing import carry_out
from annotator.commands.context import Context
from annotator.commands.episodes import find_episode
from annotator.commands.registry import Argument, Needs, Place, command
from annotator.commands.results import TrashRow
from annotator.domain.errors import NotFoundError, UsageError
from annotator.domain.notes import STATE_NAMES, Episode, EpisodeState, EpisodeSummary
from annotator.phrases import counted, joined, phrase
from annotator.session.edits import ChangeEpisode, Edit, Together, TrashEpisode

if TYPE_CHECKING:
    from annotator.session.session import Session
    from annotator.sources import Report

Named = Annotated[tuple[str, ...], Argument("ids or titles of episodes", metavar="EPISODE")]
InTrash = Annotated[tuple[str, ...], Argument("ids or titles in the trash", metavar="EPISODE")]


def chosen_episodes(context: Context) -> tuple[Episode, ...]:
    """The episodes chosen in the library list, or else the open one. Raises UsageError."""
    session = context.session
    episodes = session.library.episodes.some(context.prompts.chosen_episodes())
    if not episodes and session.episode is not None:
        episodes = (session.episode,)
    if not episodes:
        raise UsageError("No episode is chosen; choose one or more in the library first.")
    return episodes


_FOR_GOOD = phrase(
    "This is the one thing that undo cannot take back. The recordings and transcript files on"
    " this computer stay where they are."
)


@command("episode.continue", "Continue the Last One", keys=("Ctrl+B",), menu="File")
def go_on(context: Context) -> None:
    """Open the episode heard before this one where it was left; again comes back."""
    last = heard_last(context.session)
    if last is None:
        raise UsageError("No other episode was opened yet.")
    context.session.open(last.id)


def heard_last(session: Session) -> EpisodeSummary | None:
    """The episode opened last that is not open now, None where there is none."""
    current = session.episode.id if session.episode else None
    recent = session.library.episodes.recent(2)
    return next((row for row in recent if row.id != current), None)


@command("episode.state", "State…", keys=("F4",), menu="File", group=1, place=Place.LIBRARY)
def choose_state(context: Context) -> None:
    """Say how far the work is on the episodes chosen in the library."""
    ids = [episode.id for episode in chosen_episodes(context)]
    states = {name: state for state, name in STATE_NAMES.items()}
    context.prompts.choose(
        phrase("State of {0}", _counted(len(ids))),
        tuple(states),
        lambda name: set_state(context, ids, states[name]),
    )


def set_state(context: Context, episode_ids: Iterable[int], state: EpisodeState) -> None:
    """Say how far the work on episodes is, as one step."""
    found = context.session.library.episodes.some(episode_ids)
    others = [episode for episode in found if episode.state is not state]
    edits = [
        ChangeEpisode(replace(episode, state=state), phrase("Change state")) for episode in others
    ]
    _do(context, edits, phrase("Change the state of {0} episodes", len(edits)))


@command("episode.done", "Mark as Done", menu="File", group=1, needs=Needs.EPISODE)
def done(context: Context) -> None:
    """Say that the open episode is worked through; again says it is not."""
    episode = context.session.episode
    if episode is not None:
        was_done = episode.state is EpisodeState.DONE
        state = EpisodeState.IN_PROGRESS if was_done else EpisodeState.DONE
        set_state(context, [episode.id], state)


@command("episode.show", "Show…", keys=("Shift+F2",), menu="File", group=1, place=Place.LIBRARY)
def choose_show(context: Context) -> None:
    """File the episodes chosen in the library under a show; no name makes them single."""
    episodes = chosen_episodes(context)
    shows = {episode.show for episode in episodes}
    context.prompts.ask_text(
        phrase("Show of {0}", _counted(len(episodes))),
        shows.pop() if len(shows) == 1 else "",
        lambda name: set_show(context, episodes, name),
    )


def set_show(context: Context, episodes: Sequence[Episode], name: str) -> None:
    """File episodes under the show of this name, "" for none, as one step."""
    name = " ".join(name.split())
    others = [episode for episode in episodes if episode.show != name]
    edits = [
        ChangeEpisode(replace(episode, show=name), phrase("Change show")) for episode in others
    ]
    _do(context, edits, phrase("Change the show of {0} episodes", len(edits)))


@command("episode.remove", "Move to Trash", keys=("Delete",), menu="File", group=1,
         place=Place.LIBRARY)  # fmt: skip
def remove(context: Context) -> None:
    """Put the chosen episodes into the trash, with their marks; undo brings them back."""
    trash(context, chosen_episodes(context))


def trash(context: Context, episodes: Sequence[Episode]) -> None:
    """Put episodes into the trash as one step; undo brings them back."""
    now = context.session.library.now()
    edits = [TrashEpisode(episode, now) for episode in episodes]
    said = phrase("Removed {0}", _named(episodes))
    _do(context, edits, phrase("Remove {0} episodes", len(edits)), said)


@command("library.view", "Order and Filter…", keys=("F7",), menu="View", group=1,
         place=Place.LIBRARY)  # fmt: skip
def change_view(context: Context) -> None:
    """Choose in which order the library is shown, and the episodes of which state."""
    context.prompts.show("library_view")


@command("library.trash", "Trash…", keys=("Ctrl+Shift+Delete",), menu="File", group=1)
def open_trash(context: Context) -> None:
    """Show what is in the trash: bring it back, or delete it for good."""
    context.prompts.show("trash")


@command("library.restore", "Check and Restore the Library…", menu="Help", group=1)
def restore(context: Context) -> None:
    """Look for damage in the library; where there is, restore it from the newest sound backup."""
    context.prompts.show("restore")


def bring_back(context: Context, episode_ids: Iterable[int]) -> None:
    """Take episodes out of the trash, with their marks, as one step."""
    episodes = context.session.library.episodes
    gone = {row.id for row in episodes.trashed()}
    back = episodes.some([ident for ident in episode_ids if ident in gone])
    if back:
        edits = [TrashEpisode(episode, None) for episode in back]
        said = phrase("Brought back {0}", _named(back))
        _do(context, edits, phrase("Bring back {0} episodes", len(edits)), said)


def ask_to_delete(context: Context, rows: Sequence[EpisodeSummary]) -> None:
    """Delete episodes that are in the trash for good, once that was confirmed."""
    ids = [row.id for row in rows]
    marks = sum(row.marks for row in rows)
    theirs = (
        counted(
            marks,
            "Their transcripts and {0} mark go with them.",
            "Their transcripts and {0} marks go with them.",
        )
        if marks
        else phrase("Their transcripts go with them.")
    )
    context.prompts.confirm(
        phrase("Delete {0} for good?", _counted(len(ids))),
        joined(" ", (theirs, _FOR_GOOD)),
        phrase("Delete for good"),
        lambda: delete_for_good(context, ids),
    )


def delete_for_good(context: Context, episode_ids: Sequence[int]) -> None:
    """Delete what is in the trash, in the background: of a day of talk there is much."""

    def work(_report: Report) -> int:
        with context.storing() as library:
            return library.delete_for_good(episode_ids)

    def then(count: int) -> None:
        context.session.refresh()
        context.session.say(phrase("Deleted {0} for good", _counted(count)))

    context.jobs.run(phrase("Emptying the trash"), work, then)


def _do(context: Context, edits: Sequence[Edit], label: str, said: str = "") -> None:
    """One edit as it is; several as one step of this name. Then `said` is told."""

    def tell() -> None:
        if said:
            context.session.say(said, undo=True)

    if edits:
        edit = edits[0] if len(edits) == 1 else Together(label, edits)
        carry_out(context, edit.label, len(edits), lambda _library: edit, tell)


def _counted(count: int) -> str:
    return counted(count, "{0} episode", "{0} episodes")


def _named(episodes: Sequence[Episode]) -> str:
    one = len(episodes) == 1
    return phrase("“{0}”", episodes[0].title) if one else _counted(len(episodes))


# On the command line


@command("trash.add", "Move to Trash", cli="trash add")
def trash_named(context: Context, episodes: Named) -> None:
    """Put episodes into the trash, with their marks."""
    found = {one.id: one for one in (find_episode(context, name) for name in episodes)}
    trash(context, tuple(found.values()))


@command("trash.list", "Trash", cli="trash list")
def list_trash(context: Context) -> tuple[TrashRow, ...]:
    """List what is in the trash, what was put there last first."""
    rows = context.session.library.episodes.trashed()
    return tuple(TrashRow(row.id, row.title, row.show, row.duration_ms, row.marks) for row in rows)


@command("trash.restore", "Bring Back", cli="trash restore")
def restore_named(context: Context, episodes: InTrash) -> None:
    """Take episodes out of the trash, with their marks."""
    bring_back(context, [_find_trashed(context, name).id for name in episodes])


@command("trash.empty", "Empty the Trash", cli="trash empty")
def empty(
    context: Context,
    for_good: Annotated[bool, Argument("say that you mean it: no undo brings them back")] = False,
) -> None:
    """Delete all that is in the trash for good; this cannot be undone."""
    rows = context.session.library.episodes.trashed()
    if not for_good:
        raise UsageError(
            "This would delete {0} for good, and no undo brings them back; add --for-good"
            " if you mean it.",
            _counted(len(rows)),
        )
    delete_for_good(context, [row.id for row in rows])


def _find_trashed(context: Context, reference: str) -> EpisodeSummary:
    rows = context.session.library.episodes.trashed()
    found = [row for row in rows if str(row.id) == reference] or [
        row for row in rows if row.title.casefold() == reference.casefold()
    ]
    if len(found) > 1:
        raise UsageError("{0} in the trash are called “{1}”; give the id.", len(found), reference)
    if not found:
        raise NotFoundError(
            "There is no “{0}” in the trash; `annotator trash list` lists what is.", reference
        )
    return found[0]

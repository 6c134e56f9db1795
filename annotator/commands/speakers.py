"""Who speaks: set by digit while listening, named anew everywhere, two made one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, Needs, Place, command
from annotator.commands.results import SpeakerRow
from annotator.commands.transcript import mend, mend_later
from annotator.commands.view import current_cue
from annotator.domain.errors import NotFoundError, UsageError
from annotator.domain.mending import Mended, spoken_by
from annotator.domain.transcript import Transcript
from annotator.phrases import phrase


def _register_digit(digit: int) -> None:
    def press(context: Context) -> None:
        speak_by_digit(context, digit)

    press.__doc__ = phrase(
        "Speaker {0} speaks in the selected cues, or in the one that is heard.", digit
    )
    command(
        f"speaker.digit_{digit}",
        phrase("Speaker {0}", digit),
        keys=(f"Alt+{digit}",),
        menu="Speakers",
        group=1,
        place=Place.TRANSCRIPT,
        needs=Needs.WORDS,
    )(press)


for _digit in range(1, 10):
    _register_digit(_digit)


def speak_by_digit(context: Context, digit: int) -> None:
    """The speaker who is the `digit`th to speak speaks in the selected or heard cues too."""
    session = context.session
    if session.transcript is None:
        return
    names = session.transcript.speakers
    if digit > len(names):
        session.say(phrase("There is no speaker {0} yet; press S to name who speaks.", digit))
        return
    chosen = session.desk.selection
    first, last = (chosen.start.cue, chosen.end.cue) if chosen else (current_cue(context),) * 2
    cues, name = range(first, last + 1), names[digit - 1]
    mend(session, phrase("Speaker “{0}”", name), lambda words: spoken_by(words, cues, name))


@command(
    "speaker.rename",
    "Rename Speaker…",
    keys=("Shift+S",),
    menu="Speakers",
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def rename_here(context: Context) -> None:
    """Give who speaks here another name, everywhere in the episode."""
    old = _speaker_here(context)
    context.prompts.ask_text(
        phrase("Rename “{0}” to", old), old, lambda new: rename(context, old, new)
    )


@command("speaker.merge", "Merge Speaker into…", menu="Speakers", needs=Needs.WORDS)
def merge_here(context: Context) -> None:
    """Make who speaks here one with another speaker, everywhere in the episode."""
    old = _speaker_here(context)
    transcript = context.session.transcript
    others = [name for name in (transcript.speakers if transcript else ()) if name != old]
    if not others:
        raise UsageError("Nobody but “{0}” speaks in this episode.", old)
    context.prompts.choose(
        phrase("“{0}” is really", old), tuple(others), lambda new: rename(context, old, new)
    )


def rename(context: Context, old: str, new: str) -> None:
    """Name a speaker anew in every cue; a name that speaks already takes them over."""
    session, new = context.session, " ".join(new.split())
    if not new:
        raise UsageError("A speaker needs a name.")
    known = session.transcript.speakers if session.transcript else ()
    if new == old:
        return
    said = (
        phrase("“{0}” and “{1}” are one speaker now", old, new)
        if new in known
        else phrase("“{0}” is “{1}” now", old, new)
    )
    mend_later(
        context,
        phrase("Rename “{0}” to “{1}”", old, new),
        partial(renamed, old=old, new=new),
        lambda _count: session.say(said, undo=True),
    )


def renamed(transcript: Transcript, *, old: str, new: str) -> Sequence[Mended]:
    """The repairs that name a speaker anew."""
    spoken = [at for at, cue in enumerate(transcript.cues) if cue.speaker == old]
    return spoken_by(transcript, spoken, new)


def _speaker_here(context: Context) -> str:
    transcript = context.session.transcript
    name = transcript.cues[current_cue(context)].speaker if transcript else ""
    if not name:
        raise UsageError("Nobody is named here yet; press S to say who speaks.")
    return name


# On the command line


@command("speaker.list", "Speakers", cli="speakers")
def list_speakers(context: Context, episode: EpisodeRef) -> tuple[SpeakerRow, ...]:
    """List who speaks in an episode, in order of first appearance, and how much."""
    transcript = context.session.library.episodes.transcript(find_episode(context, episode).id)
    return speaker_rows(transcript) if transcript else ()


def speaker_rows(transcript: Transcript) -> tuple[SpeakerRow, ...]:
    """Each speaker with the digit that sets them, and how much they say."""
    rows = []
    for digit, name in enumerate(transcript.speakers, start=1):
        cues = [cue for cue in transcript.cues if cue.speaker == name]
        spoken_ms = sum(cue.end_ms - cue.start_ms for cue in cues)
        count = Transcript(tuple(cues)).word_count
        rows.append(SpeakerRow(digit if digit < 10 else None, name, len(cues), count, spoken_ms))
    return tuple(rows)


@command("speaker.rename_everywhere", "Rename Speaker", cli="rename-speaker")
def rename_everywhere(
    context: Context,
    episode: EpisodeRef,
    old: Annotated[str, Argument("the name now", metavar="OLD")],
    new: Annotated[str, Argument("the name to give; one that speaks takes over", metavar="NEW")],
) -> str:
    """Rename a speaker in every cue of an episode, or make two one."""
    session = context.session
    found = find_episode(context, episode)
    session.open(found.id)
    if session.transcript is None or old not in session.transcript.speakers:
        raise NotFoundError(
            "Nobody called “{0}” speaks in “{1}”; `annotator speakers` lists who does.",
            old,
            found.title,
        )
    new = " ".join(new.split())
    if not new:
        raise UsageError("A speaker needs a name.")
    done = mend(
        session, phrase("Rename “{0}” to “{1}”", old, new), partial(renamed, old=old, new=new)
    )
    return f"{len(done)} cues changed"

"""The transport keys."""

from __future__ import annotations

from annotator.commands.context import Context
from annotator.commands.registry import Needs, Place, command
from annotator.domain.errors import UsageError

_LOOP_S = 5_000


@command(
    "play.toggle",
    "Play / Pause",
    keys=("Space",),
    menu="Playback",
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def toggle(context: Context) -> None:
    """Play or pause; playing on steps back a little."""
    context.playback.toggle()


@command(
    "play.toggle_anywhere",
    "Play / Pause while Typing",
    keys=("Ctrl+P",),
    menu="Playback",
    needs=Needs.EPISODE,
)
def toggle_anywhere(context: Context) -> None:
    """Play or pause wherever the keys go, also while a line is corrected or a note written."""
    context.playback.toggle()


@command(
    "play.from_here",
    "Play from Here",
    keys=("Return", "Enter"),
    menu="Playback",
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def play_from_here(context: Context) -> None:
    """Play from the selection, or from the cue under the cursor."""
    session = context.session
    transcript, desk = session.transcript, session.desk
    if transcript is None or not transcript.cues:
        return
    if desk.selection is not None:
        start_ms = transcript.times_of(desk.selection)[0]
    else:
        start_ms = transcript.cues[min(desk.cursor, len(transcript.cues) - 1)].start_ms
    desk.following = True
    session.desk_changed.tell(None)
    context.playback.play_from(start_ms)


@command(
    "play.back",
    "Back a Little",
    keys=("Left",),
    menu="Playback",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def back(context: Context) -> None:
    """Seek 5 seconds back."""
    context.playback.skip(-context.settings().seek_short_ms)


@command(
    "play.forward",
    "Forward a Little",
    keys=("Right",),
    menu="Playback",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def forward(context: Context) -> None:
    """Seek 5 seconds forward."""
    context.playback.skip(context.settings().seek_short_ms)


@command(
    "play.back_long",
    "Back Further",
    keys=("Shift+Left",),
    menu="Playback",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def back_long(context: Context) -> None:
    """Seek 30 seconds back."""
    context.playback.skip(-context.settings().seek_long_ms)


@command(
    "play.forward_long",
    "Forward Further",
    keys=("Shift+Right",),
    menu="Playback",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def forward_long(context: Context) -> None:
    """Seek 30 seconds forward."""
    context.playback.skip(context.settings().seek_long_ms)


@command(
    "play.slower",
    "Slower",
    keys=(",",),
    menu="Playback",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def slower(context: Context) -> None:
    """Play slower, down to half speed, at the same pitch."""
    context.playback.step_rate(-1)


@command(
    "play.faster",
    "Faster",
    keys=(".",),
    menu="Playback",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def faster(context: Context) -> None:
    """Play faster, up to three times, at the same pitch."""
    context.playback.step_rate(1)


@command("play.louder", "Louder", keys=("Ctrl+Up",), menu="Playback", group=2)
def louder(context: Context) -> None:
    """Turn the volume up."""
    context.playback.set_volume(context.playback.volume + 10)


@command("play.softer", "Softer", keys=("Ctrl+Down",), menu="Playback", group=2)
def softer(context: Context) -> None:
    """Turn the volume down."""
    context.playback.set_volume(context.playback.volume - 10)


@command(
    "play.loop",
    "Loop",
    keys=("L",),
    menu="Playback",
    group=3,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
    checked=lambda context: context.playback.loop_range is not None,
)
def loop(context: Context) -> None:
    """Repeat the current mark, the selection, or what was just heard; again stops it."""
    playback, session = context.playback, context.session
    if playback.loop_range is not None:
        playback.unloop()
        return
    desk, transcript = session.desk, session.transcript
    mark = session.mark(desk.current_mark)
    if desk.selection is not None and transcript is not None:
        start_ms, end_ms = transcript.times_of(desk.selection)
    elif mark is not None:
        start_ms, end_ms = mark.start_ms, mark.end_ms
    elif (target := context.tagger.target()) is not None:
        start_ms, end_ms = target.anchor.start_ms, target.anchor.end_ms
    else:
        raise UsageError("There is nothing to loop yet; play or select something.")
    if end_ms <= start_ms:
        end_ms = start_ms + _LOOP_S
    playback.loop(start_ms, end_ms)
    playback.play_from(start_ms)


def follows(context: Context) -> bool:
    """Whether there are words, and they keep to what is heard."""
    return context.session.transcript is not None and context.session.desk.following


@command(
    "play.follow",
    "Follow the Voice",
    keys=("F",),
    menu="Playback",
    group=3,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
    checked=follows,
)
def follow(context: Context) -> None:
    """Keep what is heard in view; again lets you read elsewhere."""
    context.session.desk.following = not context.session.desk.following
    context.session.desk_changed.tell(None)

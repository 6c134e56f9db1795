"""Moving through the transcript and choosing words, from the keyboard."""

from __future__ import annotations

from annotator.commands.context import Context
from annotator.commands.registry import Needs, Place, command
from annotator.domain.direction import reads_right_to_left
from annotator.domain.transcript import Point, Span, Transcript
from annotator.session.desk import Desk


def _move(context: Context, by: int) -> None:
    session = context.session
    if session.transcript is None or not session.transcript.cues:
        return
    desk = session.desk
    desk.cursor = min(max(desk.cursor + by, 0), len(session.transcript.cues) - 1)
    desk.selection = None
    desk.following = False
    desk.current_mark = None
    desk.chosen = ()
    session.desk_changed.tell(None)


@command(
    "go.previous_cue",
    "Previous Cue",
    keys=("Up",),
    menu="Edit",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def previous_cue(context: Context) -> None:
    """Move the cursor to the cue before."""
    _move(context, -1)


@command(
    "go.next_cue",
    "Next Cue",
    keys=("Down",),
    menu="Edit",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def next_cue(context: Context) -> None:
    """Move the cursor to the cue after."""
    _move(context, 1)


@command("go.page_up", "Page Up", keys=("PgUp",), place=Place.TRANSCRIPT, needs=Needs.WORDS)
def page_up(context: Context) -> None:
    """Move the cursor ten cues up."""
    _move(context, -10)


@command("go.page_down", "Page Down", keys=("PgDown",), place=Place.TRANSCRIPT, needs=Needs.WORDS)
def page_down(context: Context) -> None:
    """Move the cursor ten cues down."""
    _move(context, 10)


@command("go.first_cue", "First Cue", keys=("Home",), place=Place.TRANSCRIPT, needs=Needs.WORDS)
def first_cue(context: Context) -> None:
    """Move the cursor to the beginning."""
    _move(context, -(10**9))


@command("go.last_cue", "Last Cue", keys=("End",), place=Place.TRANSCRIPT, needs=Needs.WORDS)
def last_cue(context: Context) -> None:
    """Move the cursor to the end."""
    _move(context, 10**9)


def _go_to_mark(context: Context, step: int) -> None:
    session = context.session
    marks = session.marks
    if not marks:
        session.say("There are no marks in this episode yet.")
        return
    current = session.mark(session.desk.current_mark)
    if current is not None:
        index = marks.index(current) + step
    else:
        here = _reading_ms(context)
        later = next((i for i, mark in enumerate(marks) if mark.start_ms > here), len(marks))
        index = later if step > 0 else later - 1
    go_to_mark(context, marks[min(max(index, 0), len(marks) - 1)].id)


def _reading_ms(context: Context) -> int:
    """Where the user is: what is heard, or while it rests the line under the cursor."""
    transcript = context.session.transcript
    if context.playback.playing or transcript is None or not transcript.cues:
        return context.playback.position_ms
    return transcript.cues[min(context.session.desk.cursor, len(transcript.cues) - 1)].start_ms


def go_to_mark(context: Context, mark_id: int, *, play: bool = False) -> None:
    """Make a mark the current one, show it, and put the playhead on it."""
    session = context.session
    mark = session.mark(mark_id)
    if mark is None:
        return
    desk = session.desk
    desk.current_mark, desk.selection, desk.chosen = mark_id, None, ()
    span = session.transcript.span_of(mark.start_ms, mark.end_ms) if session.transcript else None
    if span is not None:
        desk.cursor = span.start.cue
    desk.following = True
    session.desk_changed.tell(None)
    if play:
        context.playback.play_from(mark.start_ms)
    else:
        context.playback.seek(mark.start_ms)


@command(
    "go.next_mark",
    "Next Mark",
    keys=("J",),
    menu="Mark",
    group=3,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def next_mark(context: Context) -> None:
    """Go to the next mark of the episode."""
    _go_to_mark(context, 1)


@command(
    "go.previous_mark",
    "Previous Mark",
    keys=("K",),
    menu="Mark",
    group=3,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def previous_mark(context: Context) -> None:
    """Go to the mark before."""
    _go_to_mark(context, -1)


# Choosing words


def _begin_selection(transcript: Transcript, desk: Desk) -> Span:
    if desk.selection is not None:
        return desk.selection
    words = transcript.cues[desk.cursor].timed_words
    if not words:
        return transcript.cue_span(desk.cursor)
    return Span(Point(desk.cursor, words[0].begin), Point(desk.cursor, words[0].begin))


def _extend(context: Context, *, words: int = 0, cues: int = 0) -> None:
    session = context.session
    transcript, desk = session.transcript, session.desk
    if transcript is None or not transcript.cues:
        return
    desk.cursor = min(desk.cursor, len(transcript.cues) - 1)
    span = _begin_selection(transcript, desk)
    end = span.end
    for _ in range(abs(words)):
        end = _word_end(transcript, end, 1 if words > 0 else -1)
    if cues:
        whole = end.char >= len(transcript.cues[end.cue].text)
        target = end.cue + cues if whole or cues < 0 else end.cue
        target = min(max(target, 0), len(transcript.cues) - 1)
        end = Point(target, len(transcript.cues[target].text))
    desk.selection = Span(span.start, end) if end > span.start else None
    desk.following = False
    session.desk_changed.tell(None)


def _forward(context: Context) -> int:
    """1 where the next word stands to the right, -1 where it stands to the left."""
    transcript, desk = context.session.transcript, context.session.desk
    if transcript is None or not transcript.cues:
        return 1
    cue = desk.selection.end.cue if desk.selection else min(desk.cursor, len(transcript.cues) - 1)
    return -1 if reads_right_to_left(transcript.cues[cue].text) else 1


def _word_end(transcript: Transcript, point: Point, step: int) -> Point:
    ends = [word.end for word in transcript.cues[point.cue].timed_words]
    ahead = [end for end in ends if (end > point.char if step > 0 else end < point.char)]
    if ahead:
        return Point(point.cue, ahead[0] if step > 0 else ahead[-1])
    cue = point.cue + step
    if not 0 <= cue < len(transcript.cues):
        return point
    ends = [word.end for word in transcript.cues[cue].timed_words]
    return Point(cue, ends[0] if step > 0 else ends[-1]) if ends else point


@command(
    "select.next_word",
    "Select Next Word",
    keys=("Ctrl+Shift+Right",),
    menu="Edit",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def select_next_word(context: Context) -> None:
    """Take one more word into the selection; in right-to-left text, give the last one back."""
    _extend(context, words=_forward(context))


@command(
    "select.previous_word",
    "Give Back a Word",
    keys=("Ctrl+Shift+Left",),
    menu="Edit",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def select_previous_word(context: Context) -> None:
    """Take the last word out of the selection; in right-to-left text, take one more in."""
    _extend(context, words=-_forward(context))


@command(
    "select.next_cue",
    "Select to Cue's End",
    keys=("Shift+Down",),
    menu="Edit",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def select_next_cue(context: Context) -> None:
    """Take the rest of the cue, then one more cue, into the selection."""
    _extend(context, cues=1)


@command(
    "select.previous_cue",
    "Give Back a Cue",
    keys=("Shift+Up",),
    menu="Edit",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def select_previous_cue(context: Context) -> None:
    """Take the last cue out of the selection."""
    _extend(context, cues=-1)


@command(
    "select.none",
    "Select Nothing",
    keys=("Escape",),
    menu="Edit",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def select_none(context: Context) -> None:
    """Let go of the selection and the current mark; where there is none, end the reading view."""
    desk = context.session.desk
    if desk.selection is None and desk.current_mark is None:
        context.prompts.show("leave_reading")
    desk.forget()
    desk.current_mark = None
    context.session.desk_changed.tell(None)


@command(
    "select.copy",
    "Copy",
    keys=("Ctrl+C",),
    menu="Edit",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
)
def copy(context: Context) -> None:
    """Copy the selected words, with names where speakers change, or the words of the mark."""
    session = context.session
    mark = session.mark(session.desk.current_mark)
    if session.desk.selection is not None and session.transcript is not None:
        context.prompts.copy(session.transcript.turns_of(session.desk.selection))
    elif mark is not None:
        context.prompts.copy(mark.text)

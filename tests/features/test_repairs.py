"""Cutting, joining, timing, replacing and naming: without a window, and by keys in one."""

from __future__ import annotations

import pytest
from front import Front, clock_ms
from hands import Hands
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QTableView
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.commands import REGISTRY
from annotator.commands.replacing import look, replace_hits
from annotator.domain.patterns import Wanted
from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.gui.dialogs.replace_dialog import ReplaceDialog

scenarios("repairs.feature")


def words(front: Front) -> Transcript:
    stored = front.session.library.episodes.transcript(1)
    assert stored is not None
    assert front.session.transcript == stored
    return stored


def cue(front: Front, number: int) -> Cue:
    return words(front).cues[number - 1]


@then(parsers.parse('line {number:d} says "{text}"'))
def line_says(front: Front, number: int, text: str) -> None:
    assert cue(front, number).text == text


@then(parsers.parse('line {number:d} is spoken by "{name}"'))
def line_spoken_by(front: Front, number: int, name: str) -> None:
    assert cue(front, number).speaker == name


@given(parsers.parse('line {number:d} is being corrected to "{text}"'))
def typing(front: Front, number: int, text: str) -> None:
    before, _, after = text.partition("|")
    front.answers.draft = (number - 1, f"{before} {after}", len(before))


@given(parsers.parse("lines {first:d} to {last:d} are selected"))
def select_lines(front: Front, first: int, last: int) -> None:
    assert front.session.transcript is not None
    front.session.desk.selection = front.session.transcript.cue_span(first - 1, last - 1)


@given(parsers.parse('the words "{text}" over lines {first:d} and {last:d} are quoted'))
def quote_over(front: Front, text: str, first: int, last: int) -> None:
    transcript = words(front)
    head = transcript.cues[first - 1].text
    begin = next(at for at in range(len(head)) if text.startswith(head[at:]))
    end = len(text) - len(head) + begin - 1
    front.session.desk.selection = Span(Point(first - 1, begin), Point(last - 1, end))
    front.press("Q")
    assert [mark.kind for mark in front.stored() if mark.text == text] == ["quote"]


@when(parsers.re(r'I choose "(?P<title>[^"]+)"'))
def choose(front: Front, title: str) -> None:
    front.run(next(command.id for command in REGISTRY if command.title == title))


@when(parsers.re(r'I choose "(?P<title>[^"]+)" and answer "(?P<answer>[^"]*)"'))
def choose_and_answer(front: Front, title: str, answer: str) -> None:
    front.answers.next = answer
    choose(front, title)


@when(parsers.parse('I replace "{find}" by "{new}" as whole words'))
def replace(front: Front, find: str, new: str) -> None:
    look(
        front.context,
        Wanted(find, whole_words=True),
        new,
        lambda hits, _rows: replace_hits(front.context, hits),
    )


@then(parsers.parse("there are {count:d} lines"))
def count_lines(front: Front, count: int) -> None:
    assert len(words(front).cues) == count


@then(parsers.parse("the cursor is now on line {number:d}"))
def cursor_on(front: Front, number: int) -> None:
    assert front.session.desk.cursor == number - 1


@then(parsers.parse("line {number:d} lasts from {start} to {end}"))
def lasts(front: Front, number: int, start: str, end: str) -> None:
    found = cue(front, number)
    assert (found.start_ms, found.end_ms) == (clock_ms(start), clock_ms(end))


@then(parsers.parse("line {first:d} ends at {end} and line {second:d} begins at {start}"))
def neighbours(front: Front, first: int, end: str, second: int, start: str) -> None:
    assert cue(front, first).end_ms == clock_ms(end)
    assert cue(front, second).start_ms == clock_ms(start)


@then(parsers.parse('"{text}" lasts as line {number:d} does'))
def mark_lasts(front: Front, text: str, number: int) -> None:
    (mark,) = [mark for mark in front.stored() if mark.text == text]
    found = cue(front, number)
    assert (mark.start_ms, mark.end_ms) == (found.start_ms, found.end_ms)


@then(parsers.parse('everybody speaking is "{name}"'))
def only_speaker(front: Front, name: str) -> None:
    assert words(front).speakers == (name,)


@then(parsers.parse('what is said in line {number:d} is found by "{text}"'))
def found_by(front: Front, number: int, text: str) -> None:
    (hit,) = front.session.library.search.find(text)
    assert cue(front, number).start_ms <= hit.start_ms < cue(front, number).end_ms


# In the window


@pytest.fixture
def before(hands: Hands) -> Transcript:
    assert hands.session.transcript is not None
    return hands.session.transcript


def replacing(hands: Hands) -> ReplaceDialog:
    (dialog,) = hands.window.findChildren(ReplaceDialog)
    return dialog


def seen(dialog: ReplaceDialog) -> list[tuple[str, str]]:
    model = dialog.findChildren(QTableView)[0].model()
    return [
        (model.index(row, 1).data(), model.index(row, 2).data()) for row in range(model.rowCount())
    ]


@when(parsers.parse('I type "{text}" into "{name}"'))
def type_into(hands: Hands, before: Transcript, text: str, name: str) -> None:
    while QApplication.focusWidget().accessibleName() != name:
        hands.press_in("Tab")
    hands.type(text)


@then("every line that would change is shown as it is and as it would be")
def all_shown(hands: Hands, before: Transcript) -> None:
    dialog = replacing(hands)
    said = [cue.text for cue in before.cues if "machine" in cue.text.lower()]
    hands.bot.waitUntil(
        lambda: bool(seen(dialog)) and all("engine" in new for _, new in seen(dialog))
    )
    assert len(seen(dialog)) >= len(said) > 2
    assert all("machine" in old.lower() for old, _ in seen(dialog))


@when(parsers.parse('I press "{key}" once that is offered'))
def press_when_offered(hands: Hands, key: str) -> None:
    (buttons,) = replacing(hands).findChildren(QDialogButtonBox)
    hands.bot.waitUntil(lambda: all(button.isEnabled() for button in buttons.buttons()))
    hands.press_in(key)
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    hands.come_back()


@then(parsers.parse('no line of the window says "{word}" any more'))
def says_no_more(hands: Hands, before: Transcript, word: str) -> None:
    hands.bot.waitUntil(lambda: hands.session.transcript != before)
    assert not [cue for cue in hands.session.transcript.cues if word in cue.text.lower()]
    assert hands.view.page.transcript == hands.session.transcript


@then("the window says all as before")
def says_as_before(hands: Hands, before: Transcript) -> None:
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    assert hands.session.transcript == before
    assert hands.view.page.transcript == before


@then("the line is played again and again")
def line_goes_round(hands: Hands, before: Transcript) -> None:
    heard = before.cues[5]
    assert hands.desktop.playback.loop_range == (heard.start_ms, heard.end_ms)
    hands.listen((heard.end_ms - heard.start_ms) / 1000)
    assert heard.start_ms <= hands.desktop.playback.position_ms < heard.end_ms


@when(parsers.parse('I type "{text}" at its end and press "{key}"'))
def type_at_end(hands: Hands, text: str, key: str) -> None:
    hands.press_in("Ctrl+End")
    hands.type(text)
    hands.press_in(key)


@then(parsers.parse('the line ends with "{text}" and the sound goes on'))
def line_ends(hands: Hands, before: Transcript, text: str) -> None:
    assert hands.cue(5) == before.cues[5].text + text
    assert hands.desktop.playback.loop_range is None
    assert hands.desktop.playback.playing

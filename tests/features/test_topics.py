"""Topics: without a window, and from their menus in one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

from front import Front
from hands import Hands
from PySide6.QtWidgets import QApplication, QLineEdit
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.commands import topic_care, topics
from annotator.gui.panels.everywhere import Everywhere
from annotator.session.edits import ChangeEpisode

scenarios("topics.feature")


@when(parsers.parse('the topic "{name}" is renamed "{new}"'))
def rename(front: Front, name: str, new: str) -> None:
    front.do(topics.rename, front.topic(name), new)


@when(parsers.parse('the topic "{name}" is coloured "{colour}"'))
def recolour(front: Front, name: str, colour: str) -> None:
    front.do(topics.recolour, front.topic(name), colour)


@when(parsers.parse('the topic "{name}" gets the digit {digit:d}'))
def give_digit(front: Front, name: str, digit: int) -> None:
    front.do(topics.give_digit, front.topic(name), digit)


@when(parsers.parse('the topic "{name}" loses its digit'))
def take_digit(front: Front, name: str) -> None:
    front.do(topics.give_digit, front.topic(name), None)


@when(parsers.parse('the topic "{name}" is merged into "{other}"'))
def merge(front: Front, name: str, other: str) -> None:
    front.do(topics.merge, front.topic(name), front.topic(other))


@when(parsers.parse('the topic "{name}" is moved under "{parent}"'))
def move_under(front: Front, name: str, parent: str) -> None:
    front.do(topics.move_under, front.topic(name), front.topic(parent))


@when(parsers.parse('the topic "{name}" is moved to the top'))
def move_up(front: Front, name: str) -> None:
    front.do(topics.move_under, front.topic(name), None)


@when(parsers.parse('the topic "{name}" is deleted with the answer "{answer}"'))
def delete(front: Front, name: str, answer: str) -> None:
    front.answers.next = answer
    front.do(topics.delete, front.topic(name))


@when(parsers.parse('the topic "{name}" is deleted with no answer'))
def delete_not(front: Front, name: str) -> None:
    front.do(topics.delete, front.topic(name))


@then(parsers.parse('the topics are numbered "{listed}"'))
def topics_are(front: Front, listed: str) -> None:
    found = sorted(front.session.topics, key=lambda topic: topic.id)
    assert ", ".join(f"{topic.name} {topic.digit or '-'}" for topic in found) == listed


@then("no two topics have one colour")
def colours_differ(front: Front) -> None:
    assert len({topic.colour for topic in front.session.topics}) == len(front.session.topics)


@then(parsers.parse('the colour of "{name}" on the disk is "{colour}"'))
def colour_is(front: Front, name: str, colour: str) -> None:
    with closing(sqlite3.connect(front.library_path)) as connection:
        rows = connection.execute("SELECT colour FROM topic WHERE name = ?", [name])
        assert rows.fetchall() == [(colour,)]


@then(parsers.parse('"{name}" lies under "{parent}"'))
def lies_under(front: Front, name: str, parent: str) -> None:
    assert front.topic(name).parent_id == front.topic(parent).id


@then(parsers.parse('"{name}" lies under nothing'))
def lies_on_top(front: Front, name: str) -> None:
    assert front.topic(name).parent_id is None


@when(parsers.parse('the topic "{name}" is also called "{names}"'))
def name_otherwise(front: Front, name: str, names: str) -> None:
    front.do(topics.name_otherwise, front.topic(name), names.split(", "))


@when(parsers.parse('the topic "{name}" is split by "{search}" into "{into}"'))
def split(front: Front, name: str, search: str, into: str) -> None:
    front.do(topic_care.split, front.topic(name), search, into)


@when(parsers.parse('the topic "{name}" is archived'))
def archive(front: Front, name: str) -> None:
    front.do(topic_care.archive, front.topic(name))


@when(parsers.re(r'the command "(?P<command>[^"]*)" is answered "(?P<answer>.*)"'))
def answer_command(front: Front, command: str, answer: str) -> None:
    front.answers.next = answer
    front.run(command)


@given(parsers.parse('the episode belongs to the show "{show}"'))
@when(parsers.parse('the episode belongs to the show "{show}"'))
def belong(front: Front, show: str) -> None:
    assert front.session.episode is not None
    front.session.do(ChangeEpisode(replace(front.session.episode, show=show), "Show"))


@given(parsers.parse('the digit {digit:d} means "{name}" in this show'))
@when(parsers.parse('the digit {digit:d} means "{name}" in this show'))
def give_show_digit(front: Front, digit: int, name: str) -> None:
    front.do(topic_care.give_show_digit, front.topic(name), digit)


# In the window


@when(parsers.re(r'I choose "(?P<entry>[^"]+)" of the topic "(?P<name>[^"]+)"'))
def choose_entry(hands: Hands, entry: str, name: str) -> None:
    topic = next(topic for topic in hands.session.keyed_topics if topic.name == name)
    menu = hands.window.topics.menu_for(topic)
    next(action for action in menu.actions() if action.text() == entry).trigger()


@when(
    parsers.re(
        r'I choose "(?P<entry>[^"]+)" of the topic "(?P<name>[^"]+)" and type "(?P<answers>[^"]+)"'
    )
)
def choose_and_type(hands: Hands, entry: str, name: str, answers: str) -> None:
    choose_entry(hands, entry, name)
    for answer in answers.split(", "):
        hands.bot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        hands.press_in("Ctrl+A")
        hands.type(answer)
        hands.press_in("Return")
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    hands.come_back()


@then(parsers.parse('the window lists {count:d} marks of "{name}"'))
def lists_marks_of(hands: Hands, count: int, name: str) -> None:
    assert hands.counts()[name] == count
    assert sum(name in topics for _, topics, _ in hands.marks().values()) == count


@then(parsers.parse('the window offers no topic "{name}"'))
def offers_not(hands: Hands, name: str) -> None:
    assert name not in hands.counts()


@then(parsers.parse('the page says "{head}"'))
def page_says(hands: Hands, head: str) -> None:
    page = hands.window.findChild(Everywhere)
    assert page is not None
    assert page.isVisible()
    assert page.about.shown_text().startswith(head)

"""Where one was, how the window stood and what the library shows, by real keys in the window."""

from __future__ import annotations

from front import clock_ms
from hands import Hands
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytest_bdd import parsers, scenarios, then, when

scenarios("places.feature")


def part(hands: Hands, name: str) -> QWidget:
    window = hands.window
    return {"timeline": window.timeline, "library": window.library, "marks": window.side}[name]


def go_to(hands: Hands, wanted: QWidget) -> None:
    """Shift+Tab from the words until it has the focus."""
    for _ in range(40):
        if QApplication.focusWidget() is wanted:
            return
        hands.press_in("Shift+Tab")
    raise AssertionError(f"Shift+Tab does not come to {wanted.accessibleName()}")


def library_filter(hands: Hands) -> QLineEdit:
    (field,) = hands.window.library.findChildren(QLineEdit)
    return field


@then(parsers.parse("the window goes on at about {at}"))
def goes_on(hands: Hands, at: str) -> None:
    hands.bot.waitUntil(lambda: hands.desktop.playback.position_ms > 0)
    assert abs(hands.desktop.playback.position_ms - clock_ms(at)) < 200
    assert hands.view.page.cursor == hands.session.transcript.cue_at(clock_ms(at))


@then(parsers.parse("the {name} is hidden"))
def is_hidden(hands: Hands, name: str) -> None:
    assert not part(hands, name).isVisible()


@then(parsers.parse("the {name} is shown"))
def is_shown(hands: Hands, name: str) -> None:
    assert part(hands, name).isVisible()


@then("no times stand beside the words")
def no_times(hands: Hands) -> None:
    assert not hands.view.page.shows_times


@when(parsers.parse('I go to the filter of the library and type "{text}"'))
def filter_library(hands: Hands, text: str) -> None:
    go_to(hands, library_filter(hands))
    hands.type(text)


@when('I type "" instead')
def empty_filter(hands: Hands) -> None:
    hands.press_in("Ctrl+A")
    hands.press_in("Backspace")


@when(parsers.parse('I press "{key}" on it'))
def press_on_episode(hands: Hands, key: str) -> None:
    hands.press("Escape")
    go_to(hands, hands.window.library.tree)
    hands.press_in("Ctrl+A")
    hands.press_in(key)


@then(parsers.parse("the library shows {count:d} episodes"))
def shows_episodes(hands: Hands, count: int) -> None:
    def shown() -> int:
        model = hands.window.library.tree.model()
        groups = [model.index(row, 0) for row in range(model.rowCount())]
        return sum(model.rowCount(group) for group in groups)

    hands.bot.waitUntil(lambda: shown() == count)

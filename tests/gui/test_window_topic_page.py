"""Topics in the real window: their pages, other names in the picker, menus, kept searches."""

from __future__ import annotations

from hands import Hands
from PySide6.QtWidgets import QApplication, QInputDialog

from annotator.gui.panels.everywhere import Everywhere
from annotator.gui.panels.places_list import PlacesList


def card(hands: Hands) -> Everywhere:
    found = hands.window.findChild(Everywhere)
    assert found is not None
    return found


def shown(places: PlacesList) -> int:
    return places.places.rowCount()


def choose(hands: Hands, topic_id: int, title: str) -> None:
    """Choose an entry of a topic's menu."""
    topic = next(t for t in hands.session.keyed_topics if t.id == topic_id)
    menu = hands.window.topics.menu_for(topic)
    entry = next(action for action in menu.actions() if action.text() == title)
    entry.trigger()


def answer(hands: Hands, text: str) -> None:
    """Answer the question that is open."""
    dialog = next(d for d in hands.window.findChildren(QInputDialog) if d.isVisible())
    dialog.setTextValue(text)
    dialog.accept()
    hands.come_back()


def test_ctrl_shift_t_opens_the_page_of_a_topic(hands: Hands) -> None:
    topic = hands.session.topics[0]
    hands.press("Ctrl+Shift+T")
    hands.type(topic.name[:6])
    hands.press_in("Return")

    page = card(hands)
    assert page.isVisible()
    count = hands.counts()[topic.name]
    assert page.about.shown_text().startswith(f"{topic.name} · {count} marks · 1 episode")
    assert shown(page.list) == count
    assert QApplication.focusWidget() is page.list
    hands.press_in("Return")
    assert hands.session.mark(hands.session.desk.current_mark).topics[0] == topic.id


def test_the_page_narrows_to_the_marks_beside_another_topic(hands: Hands) -> None:
    both = next(mark for mark in hands.session.marks if len(mark.topics) > 1)
    topic = hands.session.topic(both.topics[0])
    choose(hands, topic.id, "Its page")

    page = card(hands)
    [button, *_] = page.about.beside()
    button.click()
    hands.bot.waitUntil(lambda: hands.session.search_text == page.text())
    texts = [page.list.places.index(row).data() for row in range(shown(page.list))]
    assert both.text in texts


def test_a_digit_of_one_show_is_shown_in_the_panel_and_works(hands: Hands) -> None:
    first, second = hands.session.topics[:2]
    hands.window.topics.showDigitRequested.emit(second.id, 1)

    assert [t.digit for t in hands.session.keyed_topics[:2]] == [None, 1]
    hands.cursor_to(4)
    hands.press("1")
    assert hands.marks()[hands.cue(4)][1] == second.name
    hands.desktop.actions.run("topic.clear_show_digits")
    assert [t.digit for t in hands.session.keyed_topics[:2]] == [first.digit, second.digit]


def test_the_marks_of_a_topic_are_played_from_its_menu(hands: Hands) -> None:
    topic = hands.session.topics[0]
    choose(hands, topic.id, "Play its marks")

    count = hands.counts()[topic.name]
    assert hands.window.radio_bar.shown_text().startswith(f"1 of {count} · “{topic.name}”")


def test_a_kept_search_is_renamed_and_forgotten_from_the_library(hands: Hands) -> None:
    from annotator.commands.searching import keep

    keep(hands.desktop.context, "Mills", "machine")
    kept = hands.window.library.kept
    ident = hands.session.searches[0].id
    _, rename, forget = kept.menu_for(ident).actions()
    rename.trigger()
    answer(hands, "Machines")
    assert kept.item(0).text() == "Machines"
    kept.itemClicked.emit(kept.item(0))
    assert card(hands).text() == "machine"
    hands.press_in("Escape")
    forget.trigger()
    assert hands.stored("SELECT count(*) FROM saved_search") == [(0,)]
    assert not kept.isVisible()

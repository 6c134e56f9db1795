"""The learned reaction time: without a window, and shown in the window."""

from __future__ import annotations

from dataclasses import replace

from front import CUE_MS, Front
from hands import Hands
from PySide6.QtWidgets import QApplication, QSpinBox
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.gui.dialogs.settings_dialog import SettingsDialog
from annotator.session.reaction import ReactionLearner

scenarios("hearing.feature")

_FRESH_MS = 700
_AFTER_MS = 900
"""How long after a line began its listener presses the key: the line before is meant."""


@given("the reaction time is learned", target_fixture="learner")
def learn(front: Front) -> ReactionLearner:
    def take(reaction_ms: int) -> None:
        front.settings = replace(front.settings, reaction_ms=reaction_ms)

    learner = ReactionLearner(front.session, lambda: front.now, front.settings.reaction_ms)
    learner.learned.connect(take)
    front.tagger.heard.connect(learner.made)
    return learner


@when(parsers.re(r"I mark lines (?P<lines>[\d, and]+) soon after they began(?P<back>, each.*)?"))
def mark_lines(front: Front, learner: ReactionLearner, lines: str, back: str | None) -> None:
    for number in map(int, lines.replace(" and ", ", ").split(", ")):
        front.playback.play_from((number - 1) * CUE_MS + _AFTER_MS)
        front.press("Q")
        if back:
            front.press("Q")
        front.listen(2.5)  # the next one is a press of its own
    learner.settle()


@when(parsers.parse('I run "{command}"'))
def run_command(front: Front, command: str) -> None:
    front.run(command)


@then(parsers.parse("the reaction time is longer than {seconds:g} seconds"))
def is_longer(front: Front, seconds: float) -> None:
    assert front.settings.reaction_ms > seconds * 1000


@then(parsers.parse("the reaction time is {seconds:g} seconds"))
def is_exactly(front: Front, seconds: float) -> None:
    assert front.settings.reaction_ms == round(seconds * 1000)


@when("I mark lines 31, 33, 35 and 37 in the window and reach back each time")
def mark_in_window(hands: Hands) -> None:
    assert hands.session.transcript is not None
    for number, key in ((31, "Q"), (33, "1"), (35, "2"), (37, "3")):
        hands.play_at(hands.session.transcript.cues[number - 1].start_ms + _AFTER_MS)
        hands.press(key)
        hands.press(key)


@then("the status line shows the reaction time that was learned")
def status_shows(hands: Hands) -> None:
    learned_ms = hands.desktop.settings.reaction_ms
    assert learned_ms > 850
    assert f"Reaction {learned_ms / 1000:.1f} s" in hands.status()


@then("the settings offer the reaction time that was learned")
def settings_offer(hands: Hands) -> None:
    (dialog,) = [d for d in hands.window.findChildren(SettingsDialog) if d.isVisible()]
    assert dict(dialog.values().items)["reaction_ms"] == hands.desktop.settings.reaction_ms
    dialog.close()


@when(parsers.parse('I set the reaction time to "{seconds}" seconds by keys'))
def set_by_hand(hands: Hands, seconds: str) -> None:
    for _ in range(60):
        focus = QApplication.focusWidget()
        if isinstance(focus, QSpinBox) and focus.value() == _FRESH_MS:
            break
        hands.press_in("Tab")
    hands.press_in("Ctrl+A")
    hands.type(seconds)
    hands.press_in("Return")
    hands.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    hands.come_back()


@then(parsers.parse('the status line shows the reaction time "{shown}"'))
def status_shows_time(hands: Hands, shown: str) -> None:
    assert hands.desktop.settings.reaction_ms == 900
    assert f"Reaction {shown}" in hands.status()

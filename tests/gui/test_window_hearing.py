"""What was just heard: the reaction time that is learned, and the bookmark that looks back."""

from __future__ import annotations

from collections.abc import Callable

from hands import Hands, shut
from PySide6.QtWidgets import QAbstractButton, QApplication

from annotator.gui.dialogs.settings_dialog import SettingsDialog

OpenWindow = Callable[..., Hands]
_FRESH_MS = 700


def reach_back_often(hands: Hands) -> None:
    """Mark lines soon after they began, and reach back to the line before each time."""
    transcript = hands.session.transcript
    assert transcript is not None
    for cue, key in ((30, "Q"), (32, "1"), (34, "2"), (36, "3")):
        hands.play_at(transcript.cues[cue].start_ms + 900)
        hands.press(key)
        hands.press(key)


def test_a_reaction_time_no_longer_learned_stays(open_window: OpenWindow) -> None:
    hands = open_window()
    hands.press("Ctrl+,")
    (dialog,) = [d for d in hands.window.findChildren(SettingsDialog) if d.isVisible()]
    dialog._editors["reaction_learned"].write(False)
    next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "Save").click()
    QApplication.processEvents()
    hands.come_back()
    reach_back_often(hands)
    shut(hands)
    assert hands.desktop.settings.reaction_ms == _FRESH_MS


def test_the_outline_shows_while_playing_what_the_next_key_marks(hands: Hands) -> None:
    transcript = hands.session.transcript
    assert transcript is not None
    hands.play_at(transcript.cues[12].start_ms + 1_500)
    hands.listen(0.1)
    assert hands.view.page.target == transcript.cue_span(12)
    hands.press("Q")
    assert hands.cue(12) in hands.marks()

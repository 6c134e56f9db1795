"""What reading changed, shown in the window, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hands import Hands

from annotator.gui.dialogs.receipt_dialog import ReceiptDialog

ROLLING = (
    "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nthe kettle is on the fire\n\n"
    "00:00:04.000 --> 00:00:08.000\nthe kettle is on the fire\nand we can soon begin\n\n"
    "00:00:08.000 --> 00:00:12.000\nand we can soon begin\nso mind the lid of it\n"
)


def receipt(hands: Hands) -> ReceiptDialog:
    hands.desktop.actions.run("transcript.receipt")
    return next(one for one in hands.window.findChildren(ReceiptDialog) if one.isVisible())


def test_the_receipt_is_read_and_the_cleaning_taken_back_and_undone(
    open_window: Callable[..., Hands], tmp_path: Path
) -> None:
    path = tmp_path / "kettles.vtt"
    path.write_text(ROLLING)
    hands = open_window((path,))
    hands.bot.waitUntil(lambda: hands.window.windowTitle().startswith("kettles"))
    hands.cursor_to(1)
    hands.press("Q")

    dialog = receipt(hands)
    assert "2 rolling captions" in dialog.said()
    assert "kettles.vtt" in dialog.said()
    dialog.other_button.click()

    repeated = "the kettle is on the fire and we can soon begin"
    hands.bot.waitUntil(lambda: hands.cue(1) == repeated)
    assert hands.listed() == ["and we can soon begin"]
    hands.bot.waitUntil(lambda: any("as it was written" in told for told in hands.toasts()))
    shown = receipt(hands)
    assert shown.other_button.text() == "Clean again"
    shown.reject()
    hands.come_back()
    hands.press("Ctrl+Z")
    hands.bot.waitUntil(lambda: hands.cue(1) == "and we can soon begin")
    assert hands.listed() == ["and we can soon begin"]

"""What other programs get through the clipboard or by dragging."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QStringListModel, QUrl


def mime_data(text: str, html: str = "", addresses: Iterable[str] = ()) -> QMimeData:
    """`text`, with the same as `html` and web `addresses` for programs that know them."""
    # One that Python makes is still on the clipboard when Python has ended, and its end then
    # crashes; one that Qt makes is Qt's own.
    model = QStringListModel([""])
    data = model.mimeData([model.index(0, 0)])
    data.clear()
    data.setText(text)
    if html:
        data.setHtml(html)
    if urls := [QUrl(address) for address in addresses]:
        data.setUrls(urls)
    return data

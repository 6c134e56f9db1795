"""Makes the program's icons from ``resources/icons/annotator.svg``: PNG, ICO and ICNS.

Run by hand after changing the drawing: ``.venv/bin/python scripts/make_icons.py``. Both
containers are written here; today they hold PNG pictures as they are.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def png(renderer: QSvgRenderer, size: int) -> bytes:
    """The drawing as a PNG of `size` by `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Windows: a directory of 16-byte entries, in which 256 is written as 0, then the PNGs."""
    entries, body = b"", b""
    start = 6 + 16 * len(pictures)
    for size, data in pictures.items():
        side = size % 256
        place = (len(data), start + len(body))
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, *place)
        body += data
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + body


def icns(pictures: dict[int, bytes]) -> bytes:
    """macOS: a four-letter type and a length that counts its own eight bytes before each PNG."""
    body = b"".join(
        ICNS_TYPES[size] + struct.pack(">I", len(data) + 8) + data
        for size, data in pictures.items()
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> int:
    application = QGuiApplication(sys.argv)
    renderer = QSvgRenderer(str(ICONS / "annotator.svg"))
    if not renderer.isValid():
        print("annotator.svg cannot be drawn", file=sys.stderr)
        return 1
    pictures = {size: png(renderer, size) for size in PNG_SIZES}
    for size, data in pictures.items():
        (ICONS / f"annotator-{size}.png").write_bytes(data)
    (ICONS / "annotator.ico").write_bytes(ico({size: pictures[size] for size in ICO_SIZES}))
    (ICONS / "annotator.icns").write_bytes(icns({size: pictures[size] for size in ICNS_TYPES}))
    print(f"{len(pictures)} pictures in {ICONS}")
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())

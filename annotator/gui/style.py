"""The look of every widget: one palette and one style sheet, both built from a `Theme`.

Sizes are given in pixels at zoom 1 and set in points, because Qt rounds pixel sizes to whole
numbers and the label size is 11.5. Widgets that paint derive their fonts from the font they
inherit (`label_font`, `title_font`), so that a zoom reaches them without being told.
"""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from annotator.gui.theme import INTERFACE_PX, LABEL_PX, RADIUS, TITLE_PX, Theme
from annotator.resources import resource

FAMILY = "Inter"
_POINTS_PER_INCH = 72.0


def points(pixels: float) -> float:
    """Pixels at zoom 1 as points of the primary screen."""
    screen = QGuiApplication.primaryScreen()
    return pixels * _POINTS_PER_INCH / (screen.logicalDotsPerInch() if screen else 96.0)


@cache
def _has_family(family: str) -> bool:
    return family in QFontDatabase.families()


def interface_font(zoom: float = 1.0) -> QFont:
    """The font all others derive from: Inter where it is installed, else the system's."""
    font = QFont(FAMILY) if _has_family(FAMILY) else QFont()
    font.setPointSizeF(points(INTERFACE_PX * zoom))
    return font


def resized(base: QFont, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """`base` made larger or smaller, with digits of one width."""
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * factor)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def label_font(base: QFont, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Times, counts and captions."""
    return resized(base, LABEL_PX / INTERFACE_PX, weight)


def title_font(base: QFont) -> QFont:
    """The one title of a window."""
    return resized(base, TITLE_PX / INTERFACE_PX, QFont.Weight.Bold)


def palette(theme: Theme) -> QPalette:
    """The palette for what no rule of the style sheet reaches."""
    roles = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.panel,
        QPalette.ColorRole.AlternateBase: theme.background,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.dim,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.BrightText: theme.danger,
        QPalette.ColorRole.ToolTipBase: theme.panel,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.Highlight: theme.accent_soft,
        QPalette.ColorRole.HighlightedText: theme.ink,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Link: theme.accent_text,
        QPalette.ColorRole.LinkVisited: theme.accent_text,
        QPalette.ColorRole.Light: theme.panel,
        QPalette.ColorRole.Midlight: theme.chip,
        QPalette.ColorRole.Mid: theme.hairline,
        QPalette.ColorRole.Dark: theme.decoration,
        QPalette.ColorRole.Shadow: theme.decoration,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.decoration))
    return made


def style_sheet(theme: Theme, zoom: float = 1.0) -> str:
    """The style sheet of the whole application."""
    tokens = {name: getattr(theme, name) for name in Theme.__slots__}
    text = resource("themes", "style.qss").read_text(encoding="utf-8")
    return Template(text).substitute(
        tokens,
        radius=RADIUS,
        label=f"{points(LABEL_PX * zoom):.3f}pt",
        interface=f"{points(INTERFACE_PX * zoom):.3f}pt",
        title=f"{points(TITLE_PX * zoom):.3f}pt",
        icons=resource("icons").as_posix(),
    )


_DRESSED = "annotator dressed"


def apply(app: QApplication, theme: Theme, zoom: float = 1.0) -> None:
    """Dress the application; called again when theme or zoom may have changed. What is as it was
    is left alone: each of these goes through every widget there is."""
    font, colours, sheet = interface_font(zoom), palette(theme), style_sheet(theme, zoom)
    if not app.property(_DRESSED):
        app.setStyle("Fusion")
        app.setProperty(_DRESSED, True)
    if app.font() != font:
        app.setFont(font)
    if app.palette() != colours:
        app.setPalette(colours)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)

"""Play, skip, speed, loop, follow, volume, and where we are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QSlider, QWidget

from annotator.domain.timecode import format_clock
from annotator.gui.language import number_text
from annotator.gui.theme import Theme
from annotator.gui.widgets.fonts import fonts_of
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.key_button import KeyButton
from annotator.gui.widgets.painting import draw_line
from annotator.gui.widgets.play_button import PlayButton
from annotator.gui.widgets.text import plain_tip

SPEEDS = (0.5, 0.75, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
SKIP_MS = 15_000
_SLOWEST, _FASTEST, _STEP = 0.5, 3.0, 0.05


def speed_text(speed: float) -> str:
    """``1×``, ``1.25×``."""
    return number_text(speed, ".2f").rstrip("0").rstrip(".,") + "×"


class _Clock(QLabel):
    """A time whose width never changes while it runs: room for `longest`, digits of one width.

    It paints itself, because a font set on a label does not follow the application's zoom.
    """

    def __init__(self, theme: Theme, *, strong: bool) -> None:
        super().__init__()
        self._theme = theme
        self._strong = strong
        self._shown = -1
        self._longest = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_ms(self, ms: int, prefix: str = "") -> None:
        if ms // 1000 != self._shown:
            self._shown = ms // 1000
            self.setText(prefix + format_clock(ms))

    def fit(self, longest: str) -> None:
        self._longest = longest
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self._longest) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.ink if self._strong else self._theme.dim
        draw_line(QPainter(self), self.rect(), self.text(), self._font(), colour)

    def _font(self) -> QFont:
        fonts = fonts_of(self.font())
        return fonts.bold if self._strong else fonts.plain


class _SpeedButton(KeyButton):
    """A click opens the speeds, the wheel steps through finer ones."""

    stepped = Signal(int)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.stepped.emit(1 if turned > 0 else -1)
        event.accept()


class Transport(QWidget):
    """Shows the state of the player, emits what is asked of it.

    `skipRequested` carries milliseconds, `speedRequested` a factor of 0.5 to 3,
    `volumeRequested` 0 to 100, `zoomRequested` steps of the timeline's zoom, 0 for the whole.
    """

    playToggled = Signal()
    skipRequested = Signal(int)
    speedRequested = Signal(float)
    loopToggled = Signal()
    followToggled = Signal()
    volumeRequested = Signal(int)
    muteToggled = Signal()
    zoomRequested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._speed = 1.0
        self._keys: dict[str, str] = {}
        seconds = str(SKIP_MS // 1000)
        self._back = KeyButton(seconds, theme, "back")
        self._play = PlayButton(theme)
        self._forward = KeyButton(seconds, theme, "forward", icon_last=True)
        self._position = _Clock(theme, strong=True)
        self._length = _Clock(theme, strong=False)
        self._rate = _SpeedButton(speed_text(1.0), theme)
        self._loop = KeyButton(self.tr("Loop"), theme)
        self._follow = KeyButton(self.tr("Follow"), theme)
        self._farther = IconButton("farther", self.tr("Zoom the timeline out"), theme)
        self._whole = IconButton("whole", self.tr("Show the whole timeline"), theme)
        self._nearer = IconButton("nearer", self.tr("Zoom the timeline in"), theme)
        self._mute = IconButton("volume", self.tr("Mute"), theme)
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._prepare()
        self._lay_out()
        self._connect()
        self.set_key_hints({})
        self.set_duration(0)
        self.set_position(0)

    # values in

    def set_playing(self, playing: bool) -> None:
        self._play.set_playing(playing)
        self._tell_keys()

    def set_position(self, ms: int) -> None:
        self._position.show_ms(ms)

    def set_duration(self, ms: int) -> None:
        self._length.show_ms(ms, "/ ")
        longest = "".join("0" if ch.isdigit() else ch for ch in format_clock(max(ms, 600_000)))
        self._position.fit(longest)
        self._length.fit(f"/ {longest}")
        self._nearer.setEnabled(ms > 0)

    def set_speed(self, speed: float) -> None:
        self._speed = speed
        self._rate.setText(speed_text(speed))
        self._rate.setAccessibleName(self.tr("Speed {0}").format(speed_text(speed)))
        self._rate.updateGeometry()

    def set_loop(self, on: bool) -> None:
        self._loop.setChecked(on)

    def set_following(self, on: bool, *, possible: bool = True) -> None:
        """Whether the words keep to what is heard; without words that is not `possible`."""
        self._follow.setEnabled(possible)
        words = self.tr("Following") if on else self.tr("Follow")
        if (words, on) == (self._follow.text(), self._follow.isChecked()):
            return  # told at each key press, and to be laid out anew takes a while
        self._follow.setText(words)
        self._follow.setAccessibleName(self._follow.text())
        self._follow.setChecked(on)
        self._follow.updateGeometry()

    def set_volume(self, volume: int, *, muted: bool = False) -> None:
        self._volume.blockSignals(True)
        self._volume.setValue(volume)
        self._volume.blockSignals(False)
        silent = muted or volume == 0
        name = "muted" if silent else "volume-low" if volume < 50 else "volume"
        self._mute.set_icon(name, self._theme)

    def set_zoomed(self, zoomed: bool) -> None:
        """Whether the timeline shows a part only, from which one can go back."""
        self._farther.setEnabled(zoomed)
        self._whole.setEnabled(zoomed)

    def set_media(self, present: bool) -> None:
        """Without media there is nothing to play; everything but following is disabled."""
        for part in (self._back, self._play, self._forward, self._rate, self._loop):
            part.setEnabled(present)
        self._position.setEnabled(present)

    def set_key_hints(self, keys: Mapping[str, str]) -> None:
        """Keys by what they do: ``play``, ``back``, ``forward``, ``slower``, ``faster``,
        ``loop``, ``follow``, ``mute``, ``farther``, ``nearer``, ``whole``; those missing show
        none."""
        self._keys = dict(keys)
        self._loop.set_keys(keys.get("loop", ""))
        self._follow.set_keys(keys.get("follow", ""))
        self._mute.set_key(keys.get("mute", ""))
        self._farther.set_key(keys.get("farther", ""))
        self._nearer.set_key(keys.get("nearer", ""))
        self._whole.set_key(keys.get("whole", ""))
        self._tell_keys()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        parts = (
            self._back, self._play, self._forward, self._position, self._length, self._rate,
            self._loop, self._follow, self._farther, self._whole, self._nearer, self._mute,
        )  # fmt: skip
        for part in parts:
            part.set_theme(theme)

    # inside

    def _prepare(self) -> None:
        self._back.setAccessibleName(self.tr("Back {0} seconds").format(SKIP_MS // 1000))
        self._forward.setAccessibleName(self.tr("Forward {0} seconds").format(SKIP_MS // 1000))
        self._loop.setAccessibleName(self.tr("Loop the mark"))
        self._loop.setCheckable(True)
        self._follow.setCheckable(True)
        self._volume.setRange(0, 100)
        self._volume.setPageStep(10)
        self._volume.setFixedWidth(76)
        self._volume.setAccessibleName(self.tr("Volume"))
        self.set_speed(1.0)
        self.set_following(False)
        self.set_volume(100)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 8, 16, 4)
        row.setSpacing(8)
        left = (self._back, self._play, self._forward, self._position, self._length)
        zoom = (self._farther, self._whole, self._nearer)
        right = (self._rate, self._loop, self._follow, *zoom, self._mute, self._volume)
        for part in (*left, *right):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.insertStretch(len(left), 1)

    def _connect(self) -> None:
        self._play.clicked.connect(self.playToggled)
        self._back.clicked.connect(lambda: self.skipRequested.emit(-SKIP_MS))
        self._forward.clicked.connect(lambda: self.skipRequested.emit(SKIP_MS))
        self._rate.clicked.connect(self._open_speeds)
        self._rate.stepped.connect(self._step_speed)
        self._loop.clicked.connect(lambda: self._ask(self._loop, self.loopToggled))
        self._follow.clicked.connect(lambda: self._ask(self._follow, self.followToggled))
        for part, steps in ((self._farther, -1), (self._whole, 0), (self._nearer, 1)):
            part.clicked.connect(lambda _=False, by=steps: self.zoomRequested.emit(by))
        self._mute.clicked.connect(self.muteToggled)
        self._volume.valueChanged.connect(self.volumeRequested)

    def _ask(self, button: KeyButton, signal: object) -> None:
        # The button has toggled itself; what it shows is the owner's to say.
        button.setChecked(not button.isChecked())
        signal.emit()  # type: ignore[attr-defined]

    def _open_speeds(self) -> None:
        menu = self.speed_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        above = QPoint(0, -menu.sizeHint().height() - 4)
        menu.popup(self._rate.mapToGlobal(above))

    def speed_menu(self) -> QMenu:
        """The speeds offered, the present one ticked."""
        menu = QMenu(self)
        for speed in SPEEDS:
            action = menu.addAction(speed_text(speed))
            action.setCheckable(True)
            action.setChecked(abs(speed - self._speed) < _STEP / 2)
            action.triggered.connect(lambda _=False, chosen=speed: self.speedRequested.emit(chosen))
        return menu

    def _step_speed(self, steps: int) -> None:
        speed = round(self._speed / _STEP + steps) * _STEP
        self.speedRequested.emit(round(min(max(speed, _SLOWEST), _FASTEST), 2))

    def _tell_keys(self) -> None:
        tips = (
            (self._play, self._play.accessibleName(), "play"),
            (self._back, self._back.accessibleName(), "back"),
            (self._forward, self._forward.accessibleName(), "forward"),
            (self._loop, self._loop.accessibleName(), "loop"),
            (self._follow, self.tr("Keep the spoken word in view"), "follow"),
        )
        for part, title, name in tips:
            key = self._keys.get(name, "")
            part.setToolTip(plain_tip(f"{title} ({key})" if key else title))
        slower, faster = self._keys.get("slower", ""), self._keys.get("faster", "")
        hint = self.tr("Speed ({0} slower, {1} faster)").format(slower, faster)
        self._rate.setToolTip(plain_tip(hint if slower and faster else self.tr("Speed")))

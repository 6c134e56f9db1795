"""Where the words of a quotation were said.

Rare words of the quotation, and pairs of its common ones, vote for where it would begin; the
places with most votes are compared sound by sound, by local alignment (Smith and Waterman,
1981), so that what lies around the words costs nothing. What one place leaves over is looked for
beside it, then everywhere: that is how an ellipsis is bridged and a stitched quotation noticed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from annotator.drafts.aligning import COMMON, aligned, carried_on
from annotator.drafts.spoken import Spoken

_RARE = 150
_BUCKET = 8
_CANDIDATES = 5
_COMPLETED = 3
_HOPEFUL = 0.5
"""A place with less than half of what the best one holds is not looked at any closer."""

_STEP_ASIDE = 6
_PIECE = 3
_GOOD = 0.65
_TELLS = 3.0
"""Less than this many telling words elsewhere are chance: every phrase of the is somewhere."""

_HALF = 0.4
_FOUND = 0.55
_ALIKE = 50
_APART = 0.1
"""What a place more must add to the share that is alike, to be believed."""

_FEW_TELL = 2.4
"""Of three words, two must tell something and all be there."""

_SHORT, _NEARLY_WHOLE = 5, 0.7


class Joint(StrEnum):
    """What parts two pieces of a quotation."""

    NONE = ""
    ATTRIBUTION = "attribution"
    INSERT = "insert"
    ELISION = "elision"


REACH = {Joint.NONE: 6, Joint.ATTRIBUTION: 6, Joint.INSERT: 12, Joint.ELISION: 250}
"""How many sounds may lie between two pieces that still stand in one place."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Sounds `begin` to `end` of the quotation found at `start` to `stop` of the transcript.

    `pairs` are (of the quotation, of the transcript) sounds that stand for each other; they
    need not be equal.
    """

    begin: int
    end: int
    start: int
    stop: int
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A quotation found: its pieces in its order, by place, and the share of it that is alike."""

    places: tuple[tuple[Piece, ...], ...]
    share: float
    found: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for place in self.places for piece in place)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The sounds of a quotation, and the joints: index of the sound after one, and its kind."""

    sounds: tuple[str, ...]
    joints: tuple[tuple[int, Joint], ...] = field(default=())

    def joint(self, begin: int, end: int) -> Joint:
        """The widest joint from sound `begin` to sound `end`, that before `end` included."""
        kinds = [kind for at, kind in self.joints if begin < at <= end]
        return max(kinds, key=lambda kind: REACH[kind], default=Joint.NONE)

    def fragments(self) -> list[tuple[int, int]]:
        """The stretches between joints."""
        cuts = sorted({0, len(self.sounds), *(at for at, _ in self.joints)})
        return list(pairwise(cuts))


def locate(
    spoken: Spoken, wanted: Wanted, liked: Callable[[Piece], bool] | None = None
) -> Located | None:
    """Where `wanted` was most likely said; of equal places one that is `liked`, else the first.

    None where not even two of its sounds lie together.
    """
    if not wanted.sounds:
        return None
    main = max(wanted.fragments(), key=lambda cut: cut[1] - cut[0])
    best: tuple[float, Located] | None = None
    pieces = _best_pieces(spoken, wanted.sounds, main, liked)
    worth = [_matched(spoken, wanted.sounds, (piece,)) for piece in pieces]
    enough = max(min(_TELLS, max(worth, default=0)), _HOPEFUL * max(worth, default=0))
    hopeful = [piece for piece, value in zip(pieces, worth, strict=True) if value >= enough]
    for piece in hopeful[:_COMPLETED]:
        located = _gathered(spoken, wanted, _completed(spoken, wanted, piece))
        score = located.share - _APART * len(located.places)
        score += 0.03 if liked is not None and liked(piece) else 0
        if best is None or score > best[0]:
            best = (score, located)
    return best[1] if best else None


def weight(sound: str) -> float:
    """How much a sound tells of where it was said."""
    return 0.4 if sound in COMMON else 1.0


def _best_pieces(
    spoken: Spoken,
    sounds: Sequence[str],
    cut: tuple[int, int],
    liked: Callable[[Piece], bool] | None = None,
) -> list[Piece]:
    exact = _exact_pieces(spoken, sounds, cut)
    if exact:
        preferred = [piece for piece in exact if liked(piece)] if liked else []
        return [*preferred[:2], exact[0]]
    if cut[1] - cut[0] < _PIECE:
        return []
    found = [
        piece
        for start in _voted(spoken, sounds[cut[0] : cut[1]])
        if (piece := _piece_near(spoken, sounds, cut, start)) is not None
    ]
    return sorted(found, key=lambda piece: -_matched(spoken, sounds, (piece,)))


def _exact_pieces(spoken: Spoken, sounds: Sequence[str], cut: tuple[int, int]) -> list[Piece]:
    """All places where the sounds are heard in a row."""
    wanted = list(sounds[cut[0] : cut[1]])
    rarest = min(range(len(wanted)), key=lambda at: len(spoken.places.get(wanted[at], ())))
    width = len(wanted)
    starts = (at - rarest for at in spoken.places.get(wanted[rarest], ()))
    return [
        Piece(
            cut[0],
            cut[1],
            start,
            start + width,
            tuple((cut[0] + step, start + step) for step in range(width)),
        )
        for start in starts
        if start >= 0 and spoken.sounds[start : start + width] == wanted
    ]


def _voted(spoken: Spoken, wanted: Sequence[str]) -> list[int]:
    """Where the sounds would begin, likeliest first."""
    votes: Counter[int] = Counter()
    sounds, count = spoken.sounds, len(spoken.sounds)
    for at, sound in enumerate(wanted):
        places = spoken.places.get(sound, [])
        value = 1.0
        if len(places) > _RARE:
            following = wanted[at + 1] if at + 1 < len(wanted) else ""
            places = [p for p in places if p + 1 < count and sounds[p + 1] == following]
            value = 0.8
        for place in places:
            votes[(place - at) // _BUCKET] += value / (1 + len(places) / _RARE)  # type: ignore[assignment]
    joined: Counter[int] = Counter()
    for bucket, value in votes.items():
        joined[bucket] = value + max(votes.get(bucket - 1, 0), votes.get(bucket + 1, 0))
    chosen: list[int] = []
    for bucket, _ in joined.most_common(6 * _CANDIDATES):
        if all(abs(bucket - other) > 1 for other in chosen):
            chosen.append(bucket)
    told = set(wanted)
    starts = [bucket * _BUCKET for bucket in chosen]
    reach = len(wanted) + 2 * _BUCKET
    # What is said around a place tells more than how many votes it got.
    held = {at: len(told.intersection(sounds[max(at - _BUCKET, 0) : at + reach])) for at in starts}
    best = max(held.values(), default=0)
    likely = [at for at in starts if held[at] >= _HOPEFUL * best]
    return sorted(likely, key=lambda at: -held[at])[:_CANDIDATES]


def _piece_near(
    spoken: Spoken, sounds: Sequence[str], cut: tuple[int, int], start: int
) -> Piece | None:
    width = cut[1] - cut[0]
    aside = max(2 * _BUCKET, width // 4)
    low = max(start - aside, 0)
    return _piece_within(spoken, sounds, cut, (low, start + width + aside + _BUCKET))


def _piece_within(
    spoken: Spoken,
    sounds: Sequence[str],
    cut: tuple[int, int],
    window: tuple[int, int],
    *,
    late: bool = False,
) -> Piece | None:
    """The best of sounds `cut` within a window; of equals the first one, or the last if `late`."""
    low, high = max(window[0], 0), min(window[1], len(spoken.sounds))
    if high <= low or cut[1] <= cut[0]:
        return None
    pairs = aligned(sounds[cut[0] : cut[1]], spoken.sounds[low:high], late=late)
    if not pairs:
        return None
    moved = tuple((cut[0] + mine, low + theirs) for mine, theirs in pairs)
    return Piece(moved[0][0], moved[-1][0] + 1, moved[0][1], moved[-1][1] + 1, moved)


def _completed(spoken: Spoken, wanted: Wanted, main: Piece) -> list[Piece]:
    """The piece with those found for what it leaves over, in the quotation's order."""
    pieces = [main]
    for begin, end in _regions(wanted, main.end, len(wanted.sounds)):
        pieces += _found_region(spoken, wanted, pieces[-1], (begin, end), after=True)
    for begin, end in reversed(_regions(wanted, 0, main.begin)):
        pieces[:0] = _found_region(spoken, wanted, pieces[0], (begin, end), after=False)
    return _carried_on(spoken, wanted, pieces)


def _carried_on(spoken: Spoken, wanted: Wanted, pieces: list[Piece]) -> list[Piece]:
    """The pieces with what goes on at their ends, up to an ellipsis or an insertion."""
    first, last = pieces[0], pieces[-1]
    said, heard = wanted.sounds, spoken.sounds
    open_joints = [at for at, kind in wanted.joints if REACH[kind] > REACH[Joint.NONE]]
    low = max((at for at in open_joints if at <= first.begin), default=0)
    high = min((at for at in open_joints if at >= last.end), default=len(said))
    window = max(first.start - (first.begin - low) - _STEP_ASIDE, 0)
    back = carried_on(said[low : first.begin][::-1], heard[window : first.start][::-1])
    on = carried_on(
        said[last.end : high], heard[last.stop : last.stop + high - last.end + _STEP_ASIDE]
    )
    before = [(first.begin - 1 - mine, first.start - 1 - theirs) for mine, theirs in back[::-1]]
    after = [(last.end + mine, last.stop + theirs) for mine, theirs in on]
    return [
        *map(_of_pairs, filter(None, [before])),
        *pieces,
        *map(_of_pairs, filter(None, [after])),
    ]


def _of_pairs(pairs: Sequence[tuple[int, int]]) -> Piece:
    return Piece(pairs[0][0], pairs[-1][0] + 1, pairs[0][1], pairs[-1][1] + 1, tuple(pairs))


def _regions(wanted: Wanted, begin: int, end: int) -> list[tuple[int, int]]:
    cuts = [begin, *sorted({at for at, _ in wanted.joints if begin < at < end}), end]
    return [(low, high) for low, high in pairwise(cuts) if high > low]


def _found_region(
    spoken: Spoken, wanted: Wanted, beside: Piece, cut: tuple[int, int], *, after: bool
) -> list[Piece]:
    """A region of the quotation beside a piece, else anywhere; nothing where it is not said."""
    width = cut[1] - cut[0]
    kind = wanted.joint(beside.end - 1, cut[0]) if after else wanted.joint(cut[1] - 1, beside.begin)
    # A word or two are somewhere near by chance; they belong here only if they stand right here.
    reach = width + (2 if width <= 2 and kind is Joint.NONE else REACH[kind] + _STEP_ASIDE)
    window = (beside.stop, beside.stop + reach) if after else (beside.start - reach, beside.start)
    near = _piece_within(spoken, wanted.sounds, cut, window, late=not after)
    if near is not None and _belongs(spoken, wanted.sounds, cut, near, kind):
        return [near]
    if width < _PIECE:
        return []
    far = _best_pieces(spoken, wanted.sounds, cut)
    least = _TELLS if width > _PIECE else _FEW_TELL
    if (
        far
        and _matched(spoken, wanted.sounds, far[:1]) >= least
        and _share(spoken, wanted.sounds, cut, far[0], misheard=True) >= _GOOD
    ):
        nearest = min(far, key=lambda piece: abs(piece.start - beside.stop))
        exact = _share(spoken, wanted.sounds, cut, nearest) >= 1
        return [nearest if exact else far[0]]
    return []


def _belongs(
    spoken: Spoken, sounds: Sequence[str], cut: tuple[int, int], near: Piece, kind: Joint
) -> bool:
    """Whether a piece beside another is of the same quotation, and not there by chance."""
    matched = _matched(spoken, sounds, (near,))
    share = _share(spoken, sounds, cut, near)
    if cut[1] - cut[0] <= 2 and kind is not Joint.NONE:
        return share >= 1
    return share >= 1 or matched >= 2 or (matched >= 1 and share >= _HALF)


def _share(
    spoken: Spoken,
    sounds: Sequence[str],
    cut: tuple[int, int],
    piece: Piece,
    *,
    misheard: bool = False,
) -> float:
    """How much of sounds `cut` a piece holds, those of like letters for half if `misheard`."""
    whole = sum(weight(sound) for sound in sounds[cut[0] : cut[1]])
    held = _matched(spoken, sounds, (piece,))
    return (held + (_misheard(spoken, sounds, (piece,)) if misheard else 0)) / whole


def _matched(spoken: Spoken, sounds: Sequence[str], pieces: Sequence[Piece]) -> float:
    return sum(
        weight(sounds[mine])
        for piece in pieces
        for mine, theirs in piece.pairs
        if sounds[mine] == spoken.sounds[theirs]
    )


def _misheard(spoken: Spoken, sounds: Sequence[str], pieces: Sequence[Piece]) -> float:
    """What exchanged words add that share most letters: a recogniser writes what it hears."""
    from rapidfuzz.fuzz import ratio

    return sum(
        _HALF * weight(sounds[mine])
        for piece in pieces
        for mine, theirs in piece.pairs
        if sounds[mine] != spoken.sounds[theirs]
        and ratio(sounds[mine], spoken.sounds[theirs]) >= _ALIKE
    )


def _unbridged(piece: Piece) -> list[Piece]:
    """A piece parted where its alignment jumps over more than one place can hold."""
    runs: list[list[tuple[int, int]]] = [[]]
    for pair in piece.pairs:
        if runs[-1] and pair[1] - runs[-1][-1][1] > REACH[Joint.NONE] + 1:
            runs.append([])
        runs[-1].append(pair)
    return [Piece(run[0][0], run[-1][0] + 1, run[0][1], run[-1][1] + 1, tuple(run)) for run in runs]


def _gathered(spoken: Spoken, wanted: Wanted, pieces: list[Piece]) -> Located:
    places: list[list[Piece]] = []
    for piece in (part for whole in pieces for part in _unbridged(whole)):
        if places:
            before = places[-1][-1]
            reach = REACH[wanted.joint(before.end - 1, piece.begin)]
            if before.stop <= piece.start <= before.stop + reach:
                places[-1].append(piece)
                continue
        places.append([piece])
    whole = sum(map(weight, wanted.sounds))
    share = (
        _matched(spoken, wanted.sounds, pieces) + _misheard(spoken, wanted.sounds, pieces)
    ) / whole
    count = len(wanted.sounds)
    enough = 1.0 if count <= 2 else _NEARLY_WHOLE if count <= _SHORT else _FOUND
    return Located(tuple(map(tuple, places)), share, share >= enough - 1e-9)

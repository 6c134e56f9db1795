"""Which word of one text is which word of another that says the same in other words.

Long stretches are pinned down by runs of words that occur once in each text, so that a day of
talk costs little more than reading it; what lies between is compared word by word, and what
still differs letter by letter (``mak'st`` and ``makes``, ``beguile`` and ``be guile``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RUN = 5
"""So many words in a row that occur once in both texts are taken for the same."""

_ALIKE = 0.6
"""The share of letters two words must have in common to be one misheard."""

_LETTERS = 4_000
"""Differing stretches longer than this are not compared by letters: nothing is alike there."""

_AS_LONG = 3
_LONELY = 4
_FAR = 6


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The words `first` to `last` of the other text.

    `sure` where they are alike in letters; else they are only what stands in that place.
    """

    first: int
    last: int
    sure: bool = True


def counterparts(old: Sequence[str], new: Sequence[str]) -> list[Counterpart | None]:
    """For each word of `old` what stands for it in `new`, None where nothing does.

    Both are folded words (``tokens``). The answer never runs backwards.
    """
    found: list[Counterpart | None] = [None] * len(old)
    for old_begin, old_end, new_begin, new_end in _differences(old, new, found):
        _by_letters(old, new, (old_begin, old_end, new_begin, new_end), found)
    return found


_Block = tuple[int, int, int, int]


def _differences(
    old: Sequence[str], new: Sequence[str], found: list[Counterpart | None]
) -> Iterator[_Block]:
    """Enter the words that are equal into `found`; yield the stretches that are not."""
    at, to = 0, 0
    for old_begin, old_end, new_begin, new_end in _equal_runs(old, new):
        yield at, old_begin, to, new_begin
        for step in range(old_end - old_begin):
            found[old_begin + step] = Counterpart(new_begin + step, new_begin + step)
        at, to = old_end, new_end
    yield at, len(old), to, len(new)


def _equal_runs(old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    runs: list[_Block] = []
    at, to = 0, 0
    for pin, place in [*_pins(old, new), (len(old), len(new))]:
        for run in _compared(old, new, (at, pin, to, place)):
            _append(runs, run)
        if pin < len(old):
            _append(runs, (pin, pin + 1, place, place + 1))
        at, to = pin + 1, place + 1
    return _without_lonely(runs, old, len(new))


def _append(runs: list[_Block], run: _Block) -> None:
    """Add a run of equal words, joined to the one before it where they touch."""
    if runs and runs[-1][1] == run[0] and runs[-1][3] == run[2]:
        before = runs.pop()
        run = (before[0], run[1], before[2], run[3])
    runs.append(run)


def _without_lonely(runs: list[_Block], old: Sequence[str], new_length: int) -> list[_Block]:
    """The runs but those of a short word or two amid much that differs: they are chance."""
    kept: list[_Block] = []
    for index, run in enumerate(runs):
        letters = sum(len(word) for word in old[run[0] : run[1]])
        before = runs[index - 1] if index else (0, 0, 0, 0)
        end = (len(old), len(old), new_length, new_length)
        after = runs[index + 1] if index + 1 < len(runs) else end
        alone = min(_gap(before, run), _gap(run, after))
        if letters >= _LONELY or alone <= _FAR:
            kept.append(run)
    return kept


def _gap(before: _Block, after: _Block) -> int:
    return max(after[0] - before[1], after[2] - before[3])


def _compared(old: Sequence[str], new: Sequence[str], block: _Block) -> Iterator[_Block]:
    """The runs of equal words in a stretch, by edit distance."""
    # Imported here: only a changed transcript needs it, and every start would pay for it.
    from rapidfuzz.distance import Levenshtein

    old_begin, old_end, new_begin, new_end = block
    if old_begin == old_end or new_begin == new_end:
        return
    for op in Levenshtein.opcodes(old[old_begin:old_end], new[new_begin:new_end]):
        if op.tag == "equal":
            yield (
                old_begin + op.src_start,
                old_begin + op.src_end,
                new_begin + op.dest_start,
                new_begin + op.dest_end,
            )


def _pins(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal words, both indices rising, at runs that occur once in both texts."""
    places = _once(new)
    pairs = [(at, places[run]) for run, at in _once(old).items() if run in places]
    return _rising(pairs)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(words[step:] for step in range(_RUN)), strict=False))
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of `pairs`, sorted by the first index, in which the second rises."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        rank = bisect_left(tails, place)
        before.append(ends[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [place]
        ends[rank : rank + 1] = [index]
    chosen: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _by_letters(
    old: Sequence[str], new: Sequence[str], block: _Block, found: list[Counterpart | None]
) -> None:
    """Enter what the words of a differing stretch became into `found`, as far as can be told."""
    from rapidfuzz.distance import Levenshtein

    old_begin, old_end, new_begin, new_end = block
    of_old = [at for at in range(old_begin, old_end) for _ in old[at]]
    of_new = [at for at in range(new_begin, new_end) for _ in new[at]]
    if not of_old or not of_new or max(len(of_old), len(of_new)) > _LETTERS:
        return
    shared: Counter[tuple[int, int]] = Counter()
    letters = "".join(old[old_begin:old_end]), "".join(new[new_begin:new_end])
    for op in Levenshtein.opcodes(*letters):
        if op.tag == "equal":
            shared.update(
                zip(
                    of_old[op.src_start : op.src_end],
                    of_new[op.dest_start : op.dest_end],
                    strict=True,
                )
            )
    others: dict[int, list[int]] = {}
    for (at, to), count in sorted(shared.items()):
        if 2 * count >= min(len(old[at]), len(new[to])):
            others.setdefault(at, []).append(to)
    for at, places in others.items():
        first, last = places[0], places[-1]
        common = sum(shared[at, to] for to in places)
        longer = max(len(old[at]), sum(len(new[to]) for to in places))
        found[at] = Counterpart(first, last, common >= _ALIKE * longer)
    _by_place(old, new, block, found)


def _by_place(
    old: Sequence[str], new: Sequence[str], block: _Block, found: list[Counterpart | None]
) -> None:
    """Pair what is left of a differing stretch in proportion, where it is about as long."""
    at, old_end, to, new_end = block
    while at < old_end:
        known = found[at]
        if known is not None:
            to = max(to, known.last + 1)
            at += 1
            continue
        after = at
        while after < old_end and found[after] is None:
            after += 1
        following = found[after] if after < old_end else None
        _paired(old, new, (at, after, to, following.first if following else new_end), found)
        at = after


def _paired(
    old: Sequence[str], new: Sequence[str], block: _Block, found: list[Counterpart | None]
) -> None:
    at, old_end, to, new_end = block
    here, there = (sum(map(len, old[at:old_end])), sum(map(len, new[to:new_end])))
    if not there or max(here, there) > _AS_LONG * min(here, there) + _LONELY:
        return
    owners = [place for place in range(to, new_end) for _ in new[place]]
    said = 0
    for index in range(at, old_end):
        first = owners[said * there // here]
        said += len(old[index])
        found[index] = Counterpart(first, owners[max(said * there // here - 1, 0)], sure=False)

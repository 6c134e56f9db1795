"""What statements say, whatever form they stand in, and whether two say the same."""

from __future__ import annotations

from annotator.vault.callouts import read_callout
from annotator.vault.clock import Moved, moved
from annotator.vault.lines import idents_in, read_line
from annotator.vault.profiles import Profile
from annotator.vault.statement import Said


def read_statement(profile: Profile, source: str) -> Said | None:
    """What a statement says; None where it lost its shape."""
    if profile.shapes:
        read = profile.shapes.get(next(iter(idents_in(profile, source)), ""))
        return None if read is None else read(source)
    if profile.callouts and source.lstrip().startswith(">"):
        return read_callout(profile, source)
    return read_line(profile, source)


def same(profile: Profile, one: str, other: str) -> bool:
    """Whether two statements say the same, however they are written."""
    if one == other:
        return True
    said, again = read_statement(profile, one), read_statement(profile, other)
    return said is not None and said == again and moved(said.times, again.times) == Moved()

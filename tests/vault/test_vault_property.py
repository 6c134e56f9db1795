"""Any edits on both sides, in any order: no text of either is lost, and a second synchronisation
changes nothing. What fails is made as small as it can be."""

from __future__ import annotations

import random
import tempfile
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from edit_storm import Storm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeper import Keeper

from annotator.store import open_library
from annotator.vault.profiles import PROFILES

_ACTS = (
    "prose", "reword", "annex", "delete", "reorder", "heading", "in_topic", "retime", "link",
    "note", "words", "add", "remove", "retag", "rename", "merge",
)  # fmt: skip
_MEMORY = Path("/dev/shm")


@settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    profile=st.sampled_from(sorted(PROFILES)),
    rounds=st.lists(
        st.lists(st.tuples(st.sampled_from(_ACTS), st.integers(0, 2**16)), min_size=1, max_size=4),
        min_size=1,
        max_size=2,
    ),
)
def test_any_edits_on_both_sides_lose_no_text_and_settle(
    new_library: Path, profile: str, rounds: list[list[tuple[str, int]]]
) -> None:
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        path = Path(folder) / "library.sqlite"
        copyfile(new_library, path)
        with closing(open_library(path)) as library:
            keeper = Keeper(library, Path(folder) / "vault", profile)
            keeper.fill()
            keeper.export()
            storm = Storm(keeper, random.Random())
            for acts in rounds:
                for act, seed in acts:
                    storm.dice.seed(seed)
                    storm.do(act)
                storm.check()

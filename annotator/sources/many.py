"""Which episodes a list of files, folders and patterns means, media put with its words."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.sources.addresses import is_link
from annotator.sources.local_file import MEDIA_ENDINGS, TRANSCRIPT_ENDINGS

_ENDINGS = frozenset(MEDIA_ENDINGS + TRANSCRIPT_ENDINGS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One episode to bring in: a link, or a file with the transcript that goes with it.

    `found` says that it was met in a folder, where not every text need be a transcript; `why`
    says in a sentence what put the two together, where it was not their name.
    """

    source: str
    path: Path | None = None
    transcript: Path | None = None
    found: bool = False
    why: str = ""


def episodes_of(sources: Sequence[str]) -> tuple[Wanted, ...]:
    """The episodes that `sources` mean, in their order, each once."""
    links: list[Wanted] = []
    files: dict[Path, bool] = {}
    for source in sources:
        if is_link(source):
            links.append(Wanted(source))
        else:
            for path, found in _files(source):
                files.setdefault(path, found)
    return (*_paired(files), *dict.fromkeys(links))


def is_plain(source: str) -> bool:
    """Whether `source` means one thing: a link or a file, no folder and no pattern."""
    return is_link(source) or (not Path(source).is_dir() and len(list(_files(source))) == 1)


def _files(source: str) -> Iterator[tuple[Path, bool]]:
    """The files that one source means, and whether they were found rather than named."""
    path = Path(source).expanduser()
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if Path(name).suffix.casefold() in _ENDINGS and not name.startswith("."):
                    yield Path(folder, name), True
    elif not path.exists() and glob.has_magic(source):
        # Not every shell expands patterns itself. One that matches nothing is told as missing.
        matches = glob.glob(str(path), recursive=True)  # noqa: PTH207 (patterns may be absolute)
        for match in sorted(matches) or [str(path)]:
            yield Path(match), False
    else:
        yield path, False


def _paired(files: dict[Path, bool]) -> Iterator[Wanted]:
    """Media first takes the texts of its name, wherever they lie; the rest stands alone."""
    texts: dict[str, list[Path]] = {}
    for path in files:
        if not is_media(path):
            texts.setdefault(_stem(path), []).append(path)
    stems = [path.stem.casefold() for path in files if is_media(path)]
    taken: dict[Path, tuple[Path, ...]] = {}
    for path in files:
        # Two recordings of one name in two folders: only what lies beside each is its own.
        alone = stems.count(path.stem.casefold()) == 1
        if is_media(path):
            own = texts.get(path.stem.casefold(), [])
            taken[path] = tuple(t for t in own if alone or t.parent == path.parent)
    used = {text for own in taken.values() for text in own}
    for path, found in files.items():
        if path in used:
            continue
        elsewhere = [text for text in taken.get(path, ()) if text.parent != path.parent]
        yield Wanted(str(path), path, min(elsewhere, key=_likely, default=None), found)


def is_media(path: Path) -> bool:
    """Whether the name says that it is sound or video."""
    return path.suffix.casefold() in MEDIA_ENDINGS


def _stem(path: Path) -> str:
    """The name a text shares with its recording: ``talk`` of ``talk.srt`` and ``talk.en.srt``."""
    return re.sub(r"\.[a-z]{2,3}(-[a-z0-9]+)*$", "", path.stem.casefold())


def _likely(path: Path) -> tuple[int, str]:
    ending = path.suffix.casefold()
    known = TRANSCRIPT_ENDINGS.index(ending) if ending in TRANSCRIPT_ENDINGS else 99
    return known, path.name

"""Which file each note of a vault has. A name once given stays, so that links do."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection as Some
from collections.abc import Mapping

from annotator.domain.notes import slug
from annotator.exporters.filenames import link_target, note_filename
from annotator.vault.profiles import Profile
from annotator.vault.values import Named, NoteKind, Subject, page_of

_FIRST = {NoteKind.TOPIC: 0, NoteKind.SHOW: 1, NoteKind.EPISODE: 2}
"""Topics choose first: theirs are the names that people link to."""


def named(
    profile: Profile,
    wishes: Mapping[Subject, str],
    known: Mapping[Subject, Named],
    foreign: Some[str],
) -> dict[Subject, Named]:
    """A place for each subject of `wishes` (what it is called).

    A subject that is `known` under this very wish keeps its place. All others get a name that
    no note of the vault has, whatever its folder, and none of `foreign`, the names (without
    ending) of notes that are not ours: most vaults find notes by name alone.
    """
    kept = {s: place for s, place in known.items() if wishes.get(s) == place.wish}
    # A name that becomes free in this very run is not given away in it: until the old file is
    # moved, it stands there.
    taken = {_key(page) for page in foreign} | {_key(place.page) for place in known.values()}
    found = dict(kept)
    for subject in sorted(wishes.keys() - kept.keys(), key=_order):
        wish = wishes[subject]
        own = _key(known[subject].page) if subject in known else ""
        name = _free(profile, subject, wish, taken - {own} if own else taken)
        taken.add(_key(page_of(name)))
        found[subject] = Named(f"{profile.folders[subject.kind]}/{name}", wish)
    return found


def _free(profile: Profile, subject: Subject, wish: str, taken: set[str]) -> str:
    """The file name for a wish, numbered where another note has it."""
    slugged = profile.slugs and subject.kind is not NoteKind.EPISODE
    stem = slug(wish).strip("_") or "untitled" if slugged else link_target(wish)
    name = note_filename(stem, ".md")
    if _key(page_of(name)) in taken:
        name = note_filename(stem, ".md", [f"{page}.md" for page in taken])
    return name.replace(" ", "_") if slugged else name


def _order(subject: Subject) -> tuple[int, int, str]:
    number = 0 if subject.kind is NoteKind.SHOW else subject.id
    return _FIRST[subject.kind], number, subject.key


def _key(page: str) -> str:
    return unicodedata.normalize("NFC", page).casefold()

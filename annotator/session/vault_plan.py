"""What a run would write into a vault, worked out without writing anything."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.domain.errors import AnnotatorError, TemplateError
from annotator.notes.front import read_front
from annotator.session.vault_contents import Contents
from annotator.session.vault_folder import VaultFolder
from annotator.sources import Report
from annotator.store.vaults import StoredVault, VaultNote, packed, unpacked
from annotator.vault.lines import idents_in
from annotator.vault.merging import merge
from annotator.vault.states import NOTHING_SETTLED, Clash, Merged, Pages, Settled
from annotator.vault.threeway import merged_lines
from annotator.vault.values import Named, NoteKind, Subject

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class FileChange:
    """What is to become of one file. `before` is its content, None where there is none, read
    from `old_path`; `after` None removes it. `note` is its new row, None where it is forgotten;
    `was` the row before."""

    path: str
    old_path: str
    before: bytes | None
    after: bytes | None
    note: VaultNote | None
    was: VaultNote | None

    @property
    def changes_file(self) -> bool:
        return self.before != self.after or self.path != self.old_path


@dataclass(frozen=True, slots=True)
class NoteClash:
    """A clash in the note at `path`."""

    path: str
    clash: Clash


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a run would do. `fresh` are rows to be kept before any file is written; `notices`
    say what is left alone, and why. `turn` is how far the journal was."""

    vault: StoredVault
    turn: int
    changes: tuple[FileChange, ...] = ()
    fresh: tuple[VaultNote, ...] = ()
    clashes: tuple[NoteClash, ...] = ()
    notices: tuple[str, ...] = ()


class LeftAloneError(AnnotatorError):
    """A file that is not merged with; it stays as it is."""


@dataclass(frozen=True, slots=True)
class NoteText:
    """A file as text with ``\\n``, and how to make its bytes again."""

    text: str
    bom: bool = False
    crlf: bool = False

    def encoded(self, text: str) -> bytes:
        """`text` as bytes, the way the file had it."""
        whole = text.replace("\n", "\r\n") if self.crlf else text
        return (_BOM + whole if self.bom else whole).encode("utf-8", "replace")


def decoded(path: str, content: bytes) -> NoteText:
    """A file as text. Raises LeftAloneError where it is none, or its front matter is no YAML."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise LeftAloneError(
            "“{0}” holds bytes that are no UTF-8 text; it was left as it is.", path
        ) from None
    complaint = read_front(text).complaint
    if complaint:
        raise LeftAloneError("“{0}” was left as it is. {1}", path, complaint)
    bom = content.startswith(codecs.BOM_UTF8)
    crlf = "\r\n" in text and text.count("\r\n") == text.count("\n")
    text = text.removeprefix(_BOM)
    return NoteText(text.replace("\r\n", "\n") if crlf else text, bom, crlf)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class _Found:
    changes: list[FileChange] = field(default_factory=list)
    fresh: list[VaultNote] = field(default_factory=list)
    clashes: list[NoteClash] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def plan(
    contents: Contents,
    folder: VaultFolder,
    settled: Mapping[Subject, Settled] | None = None,
    progress: Report = lambda _done, _detail="", /: None,
) -> Plan:
    """Compare what the library holds with what was written, and with the files."""
    found = _Found()
    pages = contents.pages()
    work = list(contents.candidates)
    for number, subject in enumerate(work):
        progress(0.6 * number / len(work))
        try:
            here = (settled or {}).get(subject, NOTHING_SETTLED)
            _plan_note(contents, folder, subject, pages, here, found)
        except TemplateError:
            raise  # nothing is written by a template that cannot be used
        except AnnotatorError as error:
            found.notices.append(str(error))
    for note in contents.gone:
        try:
            found.changes.append(_plan_gone(contents, folder, note, pages))
        except AnnotatorError as error:
            found.notices.append(str(error))
    # Notes that are called otherwise go last: while one still waits, so do the links to it.
    found.changes.sort(key=lambda change: change.path != change.old_path or change.note is None)
    return Plan(
        contents.vault,
        contents.turn,
        tuple(found.changes),
        tuple(found.fresh),
        tuple(found.clashes),
        tuple(found.notices),
    )


def _plan_note(
    contents: Contents,
    folder: VaultFolder,
    subject: Subject,
    pages: Pages,
    settled: Settled,
    found: _Found,
) -> None:
    place, was = contents.names[subject], contents.stored.get(subject)
    text = contents.renderer.text(subject)
    base = unpacked(was.base) if was else ""
    missing = was is not None and was.path in contents.missing
    same = was is not None and (base, was.path, missing) == (text, place.path, False)
    if same and not contents.relinks:
        return
    old_path = contents.lies_at(subject) if was else place.path
    before = folder.read(old_path) if was else None
    if before is None:
        after, merged = text.encode("utf-8", "replace"), Merged(text, text)
        old_path = place.path
    else:
        file = decoded(old_path, before)
        was_base = was_file = base
        if file.text != base:  # else nothing in it is a user's own
            # In both, so that what is ours stays known as ours.
            written_at = was.path if was else old_path
            was_base = contents.relinks.applied(written_at, base)
            was_file = contents.relinks.applied(written_at, file.text)
        if same and was_file == file.text:
            return
        merged = _merged(contents, subject, (was_base, was_file, text), pages, settled)
        after = file.encoded(merged.text)
    note = _row(subject, place, packed(merged.base), after)
    if was is None:
        found.fresh.append(_row(subject, place, packed(""), b""))
    found.changes.append(FileChange(place.path, old_path, before, after, note, was))
    found.clashes += (NoteClash(place.path, clash) for clash in merged.clashes)


def _merged(
    contents: Contents,
    subject: Subject,
    texts: tuple[str, str, str],
    pages: Pages,
    settled: Settled,
) -> Merged:
    """The three texts of a note brought together. What a template of the user's wrote is merged
    line by line: only where that fails are its statements taken apart."""
    base, file, library = texts
    if not contents.vault.template or subject.kind is not NoteKind.EPISODE or file == base:
        return merge(contents.profile, base, file, library, pages, settled)
    lines = merged_lines(base, file, library)
    if lines is not None:
        idents = idents_in(contents.profile, lines)
        if len(idents) == len(set(idents)):
            return Merged(lines, library)
    if not idents_in(contents.profile, library):
        raise LeftAloneError(
            "“{0}” was edited where the library changed too, and its template prints no"
            " {{{{ mark.hidden_id }}}}; it was left as it is.",
            contents.lies_at(subject),
        )
    return merge(contents.profile_for(subject), base, file, library, pages, settled)


def _row(subject: Subject, place: Named, base: bytes, content: bytes) -> VaultNote:
    return VaultNote(subject.kind.value, subject.key, place.path, place.wish, sha256(content), base)


def _plan_gone(contents: Contents, folder: VaultFolder, was: VaultNote, pages: Pages) -> FileChange:
    """The note of what is no more goes; what a user wrote in it stays, as a note of theirs."""
    before = folder.read(was.path)
    after: bytes | None = None
    if before is not None:
        file = decoded(was.path, before)
        base = contents.relinks.applied(was.path, unpacked(was.base))
        text = contents.relinks.applied(was.path, file.text)
        left = merge(contents.profile, base, text, "", pages).text
        after = file.encoded(left) if left.strip() else None
    return FileChange(was.path, was.path, before, after, None, was)

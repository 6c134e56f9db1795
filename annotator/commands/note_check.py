"""The time doctor on the command line: what is wrong with notes, and the sure repairs."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.notes import Paths, Progress
from annotator.commands.registry import Argument, command
from annotator.commands.results import CheckedNoteRow, FindingRow, Report
from annotator.domain.errors import AnnotatorError, ExportError
from annotator.files import write_atomically

if TYPE_CHECKING:
    from annotator.domain.transcript import Transcript
    from annotator.notes.doctor import Known
    from annotator.notes.findings import Finding
    from annotator.notes.pages import Pages
    from annotator.store import Library

_MOST_SHOWN = 80


@command("notes.check", "Check Wiki Notes…", menu="File", group=2, cli="notes check")
def check_notes(
    context: Context,
    paths: Paths,
    fix: Annotated[bool, Argument("make the repairs that are sure, and show them")] = False,
) -> Report:
    """Find times, anchors, links and quotes of notes that cannot be right, and mend them."""
    from annotator.sources.note_files import find_notes

    found = find_notes(paths)
    doctor = Doctor(context.session.library, found.files, found.folders)
    rows = [
        row
        for path in Progress(context, len(found.files), "Checked").over(found.files)
        if (row := doctor.check(path, fix=fix)) is not None
    ]
    return Report(tuple(rows), _text(rows, len(found.files)), all(row.ok for row in rows))


@dataclass(frozen=True, slots=True)
class Examined:
    """A note with what was found in it; `sha256` is of its bytes. `failure` says why it could
    not be read."""

    path: Path
    text: str = ""
    sha256: str = ""
    findings: tuple[Finding, ...] = ()
    failure: str = ""


class Doctor:
    """Examines the notes of one call. Links are checked for those that came with a folder:
    only then is it known which notes there are."""

    def __init__(self, library: Library, files: Sequence[Path], folders: Sequence[Path]) -> None:
        self._library = library
        self._inside = frozenset(
            file for file in files if any(file.is_relative_to(folder) for folder in folders)
        )
        self._pages = _pages(self._inside) if self._inside else None
        self._episode = lru_cache(maxsize=8)(self._read_episode)

    def examine(self, path: Path) -> Examined:
        """What is wrong with a note."""
        from annotator.notes import decode_note, read_note
        from annotator.notes.doctor import examine
        from annotator.sources.note_files import read_note_file

        try:
            source = read_note_file(path)
        except AnnotatorError as error:
            return Examined(path, failure=str(error))
        text = decode_note(source)
        note = read_note(text)
        findings = examine(note, self._known(path, note.front.video_id))
        return Examined(path, text, hashlib.sha256(source).hexdigest(), findings)

    def check(self, path: Path, *, fix: bool) -> CheckedNoteRow | None:
        """What was found in a note and, if asked, mended; None where all is well."""
        from annotator.notes import encode_note, read_note
        from annotator.notes.doctor import examine, mend

        found = self.examine(path)
        if found.failure:
            return CheckedNoteRow(str(path), failure=found.failure)
        if not found.findings:
            return None
        text = found.text
        known = self._known(path, read_note(text).front.video_id)
        mended, made = mend(text, known) if fix else (text, ())
        if mended == text:
            return CheckedNoteRow(str(path), _rows(text, found.findings))
        try:
            write_mended(path, encode_note(mended))
        except AnnotatorError as error:
            return CheckedNoteRow(str(path), failure=str(error))
        left = examine(read_note(mended), known)
        rows = (*_rows(text, made, fixed=True), *_rows(mended, left))
        return CheckedNoteRow(str(path), rows, note_diff(path, text, mended))

    def _known(self, path: Path, video_id: str) -> Known:
        from annotator.notes.doctor import Known

        duration_ms, transcript = self._episode(video_id) if video_id else (None, None)
        return Known(
            duration_ms,
            transcript,
            self._pages if path in self._inside else None,
            lambda name: (path.parent / name).exists(),
        )

    def _read_episode(self, video_id: str) -> tuple[int | None, Transcript | None]:
        """Length and transcript of the episode of a video, as far as the library has them."""
        ident = self._library.wiki_notes.episode_of_video(video_id)
        episode = self._library.episodes.get(ident) if ident is not None else None
        if episode is None:
            return None, None
        transcript = self._library.episodes.transcript(episode.id)
        media_ms = episode.media.duration_ms if episode.media else 0
        said_ms = transcript.end_ms if transcript else 0
        return max(media_ms, said_ms) or None, transcript


def _pages(files: Iterable[Path]) -> Pages:
    """The notes by name; a folder counts too, for a show's notes are in one of its name."""
    from annotator.notes.pages import Pages

    names = {file.stem for file in files}
    return Pages(sorted(names | {file.parent.name for file in files}))


def write_mended(path: Path, data: bytes) -> None:
    """Raises ExportError, with the note as it was."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise ExportError(
            "“{0}” could not be mended: {1}; it is as it was.", path, error.strerror or error
        ) from error


def _rows(
    text: str, findings: Iterable[Finding], *, fixed: bool = False
) -> tuple[FindingRow, ...]:  # fmt: skip
    from annotator.notes.findings import Places

    places = Places(text)
    return tuple(
        FindingRow(
            *places.of(finding.begin),
            finding.ill.value,
            _shown(finding.told),
            _shown(finding.found),
            None if finding.repair is None else _shown(finding.repair),
            finding.sure.value,
            fixed,
        )
        for finding in findings
    )


def note_diff(path: Path, before: str, after: str) -> str:
    """What was or would be mended, as a unified diff."""
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), str(path), str(path), lineterm="", n=1
    )
    return _shown("\n".join(lines))


def _shown(text: str) -> str:
    """`text` for eyes: bytes of a note that are no text have no sign of their own."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _text(rows: Sequence[CheckedNoteRow], notes: int) -> str:
    """A line a finding, its repair below it; then the differences made, then a sum."""
    lines: list[str] = []
    for row in rows:
        if row.failure:
            lines.append(row.failure)
        for finding in row.findings:
            if not finding.fixed:
                lines += _finding_lines(row.path, finding)
    lines += [row.diff for row in rows if row.diff]
    findings = [finding for row in rows for finding in row.findings]
    fixed = sum(finding.fixed for finding in findings)
    left = len(findings) - fixed
    failed = sum(bool(row.failure) for row in rows)
    sure = sum(not f.fixed and f.sure == "high" and f.repair is not None for f in findings)
    parts = [f"{notes:,} checked", _left(left, fixed)]
    parts += [f"{fixed:,} mended"] if fixed else []
    parts += [f"{failed:,} could not be checked or mended"] if failed else []
    parts += [f"{sure:,} of them would be mended with --fix"] if sure and not fixed else []
    return "\n".join([*lines, f"Notes: {', '.join(parts)}."])


def _left(left: int, fixed: int) -> str:
    if left:
        return f"{left:,} left" if fixed else f"{left:,} found"
    return "nothing left" if fixed else "nothing found"


def _finding_lines(path: str, finding: FindingRow) -> list[str]:
    lines = [f"{path}:{finding.line}:{finding.column}: {finding.kind}: {finding.told}"]
    if finding.repair is not None and len(finding.repair) <= _MOST_SHOWN:
        lines.append(f"    {finding.sure}: {finding.repair}")
    return lines

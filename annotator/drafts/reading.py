"""A draft's file to prose, and back with its changes."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace

from annotator.drafts.draft import Change, Draft, DraftError, changed_source
from annotator.drafts.markup import read_html, read_word_xml
from annotator.drafts.prose import read_markdown, read_text

MAX_BYTES = 32 * 1024 * 1024
"""A book has a megabyte of text; a draft of more than this is another file."""

_MAX_UNPACKED = 512 * 1024 * 1024
_PART = "word/document.xml"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_READERS: dict[str, Callable[[str], Draft]] = {
    "markdown": read_markdown,
    "text": read_text,
    "html": read_html,
}
_ENDINGS = {
    "md": "markdown", "markdown": "markdown", "mdown": "markdown", "qmd": "markdown",
    "html": "html", "htm": "html", "xhtml": "html", "txt": "text", "text": "text",
}  # fmt: skip
_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<body|<article|<p[\s>]|<div[\s>])", re.IGNORECASE)


def read_draft(data: bytes, name: str = "") -> Draft:
    """The draft in a file's bytes; `name` tells its kind by its ending, else its content does.

    Raises DraftError for what is no text, too large, or a damaged or hostile DOCX.
    """
    if len(data) > MAX_BYTES:
        raise DraftError(
            "The draft is {0:,} MB long; up to {1} are read.",
            len(data) // 1024**2,
            MAX_BYTES // 1024**2,
        )
    if data.startswith(b"PK\x03\x04"):
        return _read_docx(data)
    source, encoding = _decoded(data)
    kind = _ENDINGS.get(name.rpartition(".")[2].casefold(), "")
    if not kind:
        kind = "html" if _PAGE.match(source) else "text"
    return replace(_READERS[kind](source), encoding=encoding)


def written(draft: Draft, changes: Iterable[Change]) -> bytes:
    """The draft's file with `changes` made, all else byte for byte as it was.

    Raises DraftError for changes that overlap.
    """
    source = changed_source(draft, changes)
    if not draft.archive:
        return source.encode(draft.encoding, "surrogateescape")
    return _repacked(draft.archive, source.encode(draft.encoding))


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # The byte order mark stays in the source as its first character.
            return _strictly(data, encoding), encoding
    if b"\0" in data[:4096]:
        raise DraftError("The draft is no text; save it as Markdown, HTML, DOCX or plain text.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # What windows-1252 leaves undefined survives as it was.
        return data.decode("cp1252", "surrogateescape"), "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DraftError("The draft's text is damaged; save it again as UTF-8.") from error


def _read_docx(data: bytes) -> Draft:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    with _opened(data) as archive:
        xml = _member(archive, _PART, MAX_BYTES)
    try:
        fromstring(xml, forbid_dtd=True)
        source = xml.decode("utf-8")
    except (ParseError, DefusedXmlException, UnicodeDecodeError, ValueError) as error:
        raise DraftError(
            "The text of the DOCX is damaged or not plain XML; save it again in its program."
        ) from error
    return replace(read_word_xml(source), archive=data)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise DraftError("The DOCX is damaged; save it again in its program.") from error
    if _PART not in archive.namelist():
        raise DraftError("This ZIP is no DOCX; give the document itself.")
    if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
        raise DraftError("The DOCX unpacks to more than a document holds; it was not read.")
    return archive


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        with archive.open(name) as member:
            content = member.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, EOFError) as error:
        raise DraftError("The DOCX is damaged or locked; save it without a password.") from error
    if len(content) > most:
        raise DraftError("The DOCX unpacks to more than a document holds; it was not read.")
    return content


def _repacked(archive_bytes: bytes, document: bytes) -> bytes:
    out = io.BytesIO()
    with _opened(archive_bytes) as archive, zipfile.ZipFile(out, "w") as copy:
        for info in archive.infolist():
            own = info.filename == _PART
            content = document if own else _member(archive, info.filename, _MAX_UNPACKED)
            copy.writestr(info, content, compress_type=info.compress_type)
    return out.getvalue()

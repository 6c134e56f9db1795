"""XML of feeds as their makers and servers spoil it, parsed with document types forbidden."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError  # for types only, defusedxml parses

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from annotator.sources.faults import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""\s*<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,400}\?>")
_LETTERS = re.compile(
    r"(?:x-)?(?:ascii|big5|cp|euc|gb|hz|iso|koi8|ks|latin|mac|shift|sjis|tis|us-|utf|windows)",
    re.IGNORECASE,
)
"""Names of encodings of text; Python knows others, some of them slow on purpose-made input."""

_ROOT = re.compile(r"<(?:rss|feed|opml|\w{1,10}:RDF|atom:feed)\b", re.IGNORECASE)
_BEFORE = re.compile(r"<(?:\?xml|!DOCTYPE|rss|feed|opml|\w{1,10}:RDF|atom:feed)\b", re.IGNORECASE)
_END = re.compile(r"</(?:rss|feed|opml|\w{1,10}:RDF|atom:feed)\s*>", re.IGNORECASE)
_AMPERSAND = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|amp|lt|gt|quot|apos);)(?:(\w{2,31});)?",
    re.DOTALL,
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREFIX = re.compile(r"</?([A-Za-z][\w.-]{0,40}):|\s([A-Za-z][\w.-]{0,40}):[\w.-]{1,40}\s{0,9}=")
_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
"""What makers mean who use these without saying so."""


def parsed(data: bytes, url: str) -> Element:
    """The root element. Raises SourceError for what cannot be mended, and for what is unsafe."""
    try:
        return _strictly(data.lstrip(b" \t\r\n"))
    except ParseError:
        pass
    except DefusedXmlException as error:
        raise SourceError(
            "“{0}” declares a document type, which no feed needs; it was refused as unsafe.", url
        ) from error
    try:
        return _strictly(_mended(_decoded(data)).encode())
    except DefusedXmlException as error:
        raise SourceError("“{0}” was refused as unsafe.", url) from error
    except ParseError as error:
        raise SourceError(
            "“{0}” is not a podcast feed, or it is damaged ({1}).", url, error
        ) from error


def in_utf8(data: bytes, charset: str) -> bytes:
    """`data` in UTF-8, where nobody but the server told that it is in `charset`."""
    if not charset or _DECLARED.match(data) or data.startswith(tuple(mark for mark, _ in _BOMS)):
        return data
    text = _read_as(data, charset)
    return data if text is None else text.encode("utf-8", "replace")


def _strictly(data: bytes) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=True, forbid_entities=True)
    except (ValueError, LookupError) as error:
        if isinstance(error, DefusedXmlException):
            raise
        raise ParseError(str(error)) from error  # an encoding the parser does not know
    return root


def _decoded(data: bytes) -> str:
    """The text: as its mark or declaration has it, else UTF-8, else what Windows writes."""
    bare = data.lstrip(b" \t\r\n")
    for mark, encoding in _BOMS:
        if bare.startswith(mark):
            return bare.decode(encoding, "replace")
    for encoding in _told(bare):
        if (text := _read_as(bare, encoding)) is not None:
            return text
    return bare.decode("cp1252", "replace")


def _told(data: bytes) -> Iterator[str]:
    if declared := _DECLARED.match(data):
        yield declared[1].decode("ascii", "replace")
    yield "utf-8"


def _read_as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if _LETTERS.match(encoding) else None
    except (LookupError, ValueError):
        return None


def _mended(text: str) -> str:
    """Without what stands around the feed, bare ampersands and characters XML does not have;
    HTML's names for characters written out, prefixes declared."""
    text = _NO_XML.sub("", text)
    start = _BEFORE.search(text)
    text = text[start.start() :] if start else text.lstrip("\ufeff \t\r\n")
    # It is no longer in the encoding that it declares.
    text = _DECLARATION.sub("", text, count=1)
    ends = [found.end() for found in _END.finditer(text)]
    return _with_prefixes(_AMPERSAND.sub(_character, text[: ends[-1]] if ends else text))


def _character(found: re.Match[str]) -> str:
    whole = found[0]
    if whole.startswith("<"):
        return whole
    meant = html5.get(f"{found[1]};", "") if found[1] else ""
    return meant if meant and meant not in "<>&\"'" else "&amp;" + whole[1:]


def _with_prefixes(text: str) -> str:
    root = _ROOT.search(text)
    if root is None:
        return text
    used = {element or attribute for element, attribute in _PREFIX.findall(text)}
    missing = sorted(
        prefix
        for prefix in used - {"xml", "xmlns"}
        if f"xmlns:{prefix}=" not in text and f"xmlns:{prefix} =" not in text
    )
    told = "".join(
        f' xmlns:{prefix}="{_PREFIXES.get(prefix, f"urn:undeclared:{prefix}")}"'
        for prefix in missing
    )
    return f"{text[: root.end()]}{told}{text[root.end() :]}"

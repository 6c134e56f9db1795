"""XML from strangers: sniffing by the root element, parsing with entities and DTDs forbidden."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring as defused_fromstring

from annotator.domain.errors import TranscriptError

_ROOT = re.compile(
    r"\s*+(?:<\?[^>]*+>\s*+|<!--(?>.*?-->)\s*+|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>\s*+)*+<([A-Za-z_][\w.:-]*)",
    re.DOTALL,
)
_DEFAULT_NAMESPACE = re.compile(r"""\bxmlns=(?:"[^"<>\n]*"|'[^'<>\n]*')""")
_LONE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_LONE_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_EXPLAINED = re.compile(r"\bxmlns:([A-Za-z_][\w.-]*)\s*=")
_PREFIX = re.compile(
    r"""(?:(?<=<)|(?<=</))([A-Za-z_][\w.-]*):(?=[A-Za-z_][\w.-]*[\s>/])"""
    r"""|(?<=\s)([A-Za-z_][\w.-]*):(?=[A-Za-z_][\w.-]*\s*=\s*["'])"""
)
_STRAY = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bBcCeEfF]|1[\da-fA-F]));")


@lru_cache(maxsize=4)
def root_name(head: str) -> str:
    """The name of the first element, without prefix; "" where the text is no XML."""
    found = _ROOT.match(head)
    return found[1].rpartition(":")[2] if found else ""


def parse_xml(text: str) -> Element:
    """The root element; tags are without their namespaces.

    Raises TranscriptError for damage, and for a document type or declared entities.
    """
    # Hand-written files hold bare ampersands and HTML's names for characters.
    text = _without_namespace(text.strip())
    if "&" in text:
        text = _STRAY.sub("", _LONE_AMPERSAND.sub("&amp;", text))
    try:
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            root: Element = defused_fromstring(text, forbid_dtd=True, forbid_entities=True)
        else:
            # Entities can be declared in a document type only, so without one the fast parser
            # is as safe as the guarded one, and five times as quick.
            root = fromstring(text)  # noqa: S314
    except DefusedXmlException as error:
        raise TranscriptError(
            "This XML declares entities or a document type, which a transcript never needs; "
            "it was refused as unsafe."
        ) from error
    except ParseError as error:
        if (mended := _mended(text)) != text:
            return parse_xml(mended)
        raise TranscriptError(
            "The XML of this transcript is damaged or cut off at line {0:,}.", error.position[0]
        ) from error
    except (ValueError, LookupError, RecursionError) as error:
        raise TranscriptError("The XML of this transcript cannot be read.") from error
    if any("}" in tag for tag in {element.tag for element in root.iter()}):
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
    return root


def _mended(text: str) -> str:
    """With what hand-written XML is spoiled by most: a ``<`` in the words, prefixes unexplained."""
    text = _LONE_LESS.sub("&lt;", text)
    known = {"xml", "xmlns", *_EXPLAINED.findall(text)}
    return _PREFIX.sub(lambda found: found[0] if (found[1] or found[2]) in known else "", text)


def _without_namespace(text: str) -> str:
    """Without the root's default namespace: the parser would put it into every name."""
    root = _ROOT.match(text)
    if root is None:
        return text
    begin, end = root.end(), text.find(">", root.end())
    tag = text[begin : max(end, begin)]
    return f"{text[:begin]}{_DEFAULT_NAMESPACE.sub('', tag, count=1)}{text[begin + len(tag) :]}"


def attribute(element: Element, name: str) -> str:
    """The value of the attribute `name` in whatever namespace, "" where there is none."""
    found = element.get(name)
    if found is not None:
        return found
    return next((value for key, value in element.items() if key.endswith(f"}}{name}")), "")

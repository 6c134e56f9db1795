"""Text from outside, made fit to stand in a Markdown note without meaning anything there.

Titles, names, quotes and notes are data. Whatever they hold, they must start no heading, list,
link, HTML, callout, comment, block id, template, field or formula; and a reader of the rendered
note must see them as they were. Ordinary prose passes through unchanged.
"""

from __future__ import annotations

import re

# C0 and C1 controls, byte order marks, bidirectional embeddings, overrides and isolates: they
# can reverse what stands after them. The plain marks (LRM, RLM, ALM) only help a script along
# and are kept, as are the joiners that scripts and emoji need.
_INVISIBLE = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff"
_BREAKS = r"\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029"

_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK_RUN = re.compile(rf"[ \t{_BREAKS}]+")
_LINE_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")

_SPECIAL_OR_UNSEEN = b"\\`*_[]<&#|~=$%{:^\x7f" + bytes(range(0x20))
# What means something only next to something else, in the order it has to be looked for. Readers
# that act before Markdown is parsed do not know the backslash: for them, an entity.
_SPECIAL_IN_PLACE = (
    ("&", re.compile(r"&(?=#?\w+;)"), "&amp;"),  # &entity;
    ("{", re.compile(r"\{(?=[{%#:])"), "&lbrace;"),  # {{template}}, {% tag %}, {: attributes }
    ("%", re.compile(r"%(?=%)|(?<=%)%"), "&percnt;"),  # %%comment%%
    ("=", re.compile(r"=(?==)|(?<==)="), r"\\="),  # ==highlight==
    (":", re.compile(r"(?<=:):"), r"\\:"),  # field:: value
    ("#", re.compile(r"(?<!\w)#"), r"\\#"),  # #tag, but not C#
    ("_", re.compile(r"(?<![^\W_])_|_(?![^\W_])"), r"\\_"),  # _emphasis_, but not snake_case
)
_SPECIAL_ANYWHERE = (("<", "&lt;"), *((char, f"\\{char}") for char in "`*[]|~$^"))

_MAYBE_BLOCK_STARTS = frozenset("-+=>:0123456789")
_BLOCK_START = re.compile(r"[-+=>:]|[0-9]{1,9}(?=[.)])")
_LABEL = str.maketrans({"[": "(", "]": ")", "|": "/"})


def whole(text: str) -> str:
    """`text` as it is, but for halves of characters, which no file can hold."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


def clean(text: str) -> str:
    """`text` as one tidy line: no control or bidi-override characters, blanks run together."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _BLANK_RUN.sub(" ", _INVISIBLE_RUN.sub("", whole(text))).strip()


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """The paragraphs of a note, each as its clean lines, none of them empty."""
    found: list[tuple[str, ...]] = []
    lines: list[str] = []
    for raw in [*_LINE_BREAK.split(text), ""]:
        if line := clean(raw):
            lines.append(line)
        elif lines:
            found.append(tuple(lines))
            lines = []
    return tuple(found)


def inline(text: str) -> str:
    """`text`, cleaned and escaped, for a place within a line."""
    # A pass over bytes tells several times sooner than a pattern that there is nothing to do.
    data = text.encode("utf-8", "surrogatepass")
    plain = len(data.translate(None, _SPECIAL_OR_UNSEEN)) == len(data) and b"  " not in data
    if plain and (len(data) == len(text) or text.isprintable()):
        return text.strip()
    tidy = clean(text)
    # A loop over the few special characters is ten times faster than one pattern for them all.
    escaped = tidy.replace("\\", "\\\\")
    for char, pattern, replacement in _SPECIAL_IN_PLACE:
        if char in escaped:
            escaped = pattern.sub(replacement, escaped)
    for char, replacement in _SPECIAL_ANYWHERE:
        if char in escaped:
            escaped = escaped.replace(char, replacement)
    return escaped


def at_line_start(text: str) -> str:
    """As `inline`, and fit to begin a line, a list item or a block quote."""
    return begun(inline(text))


def begun(escaped: str) -> str:
    """Text that `inline` has escaped, made fit to begin a line too."""
    if escaped[:1] not in _MAYBE_BLOCK_STARTS:
        return escaped
    found = _BLOCK_START.match(escaped)
    if found is None:
        return escaped
    # A number keeps its digits and loses its list: the point after it is escaped.
    place = found.end() if found[0].isdecimal() else 0
    return f"{escaped[:place]}\\{escaped[place:]}"


def link_label(text: str) -> str:
    """`text` as the label of a ``[[target | label]]`` link.

    Brackets and bars cannot be escaped there in any wiki, so they become ``(``, ``)`` and ``/``.
    """
    return inline(text.translate(_LABEL))

"""The front matter of a note: YAML where it is YAML, else its lines."""

from __future__ import annotations

import re

import yaml

from annotator.notes.note import FrontMatter
from annotator.phrases import phrase

MOST_CHARS = 64_000
"""Longer front matter is not read, only kept: nobody writes it by hand."""

_FRONT = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(?P<body>(?:[^\r\n]*(?:\r\n|\r|\n))*?)"
    r"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)"
)
_LINE = re.compile(r"""(?m)^(title|videoId)[ \t]*:[ \t]*(.*?)[ \t\r]*$""")
_PLAIN = re.compile(
    r"(?P<key>\w+):[ \t]+(?P<value>[^\s\"'\[{>|&*!#][^\r\n]*?)[ \t]*(?P<end>[\r\n]*)"
)
# The C parser where there is one: a folder of notes has ten thousands of front matters.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_front(text: str) -> FrontMatter:
    """The front matter that opens `text`; an empty one where it has none."""
    if not text.startswith(("---", "\ufeff---")):
        return FrontMatter()
    found = _FRONT.match(text, 0, MOST_CHARS)
    if found is None:
        return FrontMatter(
            complaint=phrase("The front matter has no end: a line “---” is missing.")
        )
    body = found["body"]
    try:
        facts, complaint = _scalars(body), ""
    except yaml.YAMLError as error:
        facts = {key: value.strip("\"'") for key, value in _LINE.findall(body)}
        mark = getattr(error, "problem_mark", None)
        complaint = (
            phrase("The front matter is not YAML (line {0}); quote its values.", mark.line + 2)
            if mark is not None
            else phrase("The front matter is not YAML; quote its values.")
        )
    return FrontMatter(
        found[0], _tidy(facts.get("title", "")), _tidy(facts.get("videoId", "")), complaint
    )


def _scalars(body: str) -> dict[str, str]:
    """The top-level keys with a plain value, as written: `videoId: 1e10` stays ``1e10``.

    From the parser's events, which come one after the other however deep the YAML is nested.
    """
    facts: dict[str, str] = {}
    depth, key = 0, None
    # What is not UTF-8 stands as lone surrogates, which YAML does not take.
    for event in yaml.parse(_without_surrogates(body), Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth, key = depth + 1, None if depth == 0 else key
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            key = None if depth == 1 else key
        elif depth == 1 and isinstance(event, yaml.ScalarEvent):
            if key is None:
                key = event.value
            else:
                facts[key], key = event.value, None
        elif depth == 1 and isinstance(event, yaml.AliasEvent):
            key = None if key is not None else ""
    return facts


def _without_surrogates(text: str) -> str:
    return text if text.isascii() else re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _tidy(text: str) -> str:
    return " ".join(_without_surrogates(text).split())


def quoted(front: FrontMatter) -> str | None:
    """Front matter that is not YAML with its values quoted, so that it is, and says the same;
    None where that does not help."""
    lines = front.source.splitlines(keepends=True)
    made = [lines[0], *map(_quoted_line, lines[1:-1]), lines[-1]] if len(lines) > 2 else lines
    mended = "".join(made)
    again = read_front(mended)
    same = (again.title, again.video_id) == (front.title, front.video_id)
    return mended if same and not again.complaint and again.source == mended else None


def _quoted_line(line: str) -> str:
    found = _PLAIN.fullmatch(line)
    if found is None:
        return line
    value = found["value"].replace("\\", "\\\\").replace('"', '\\"')
    return f'{found["key"]}: "{value}"{found["end"]}'

"""Entities of HTML as the characters they stand for."""

from __future__ import annotations

import html
import re

_NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"
_ENDLESS = re.compile(r"&#[0-9]{1000,};?")


def without_endless(text: str) -> str:
    """`text` in its length, without what `unescape` takes care of, for a parser that does not."""
    if "&#" not in text:
        return text
    return _ENDLESS.sub(lambda found: _NO_CHARACTER.ljust(len(found[0])), text)


def unescape(text: str) -> str:
    """As `html.unescape`, which fails for a number of thousands of digits: that is no character."""
    if "&" not in text:
        return text
    return html.unescape(_ENDLESS.sub(_NO_CHARACTER, text) if "&#" in text else text)

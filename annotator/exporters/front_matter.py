"""The YAML block that opens a note."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

import yaml

Value = str | date | list[str]


def front_matter(properties: Mapping[str, Value]) -> str:
    """``---``, one property per line in the order given, ``---``; ends with a line break.

    Texts are expected clean (one line). The dumper quotes whatever YAML would read as
    something else: ``yes``, ``12:30``, ``- x``, ``[[link]]``.
    """
    body = yaml.safe_dump(
        dict(properties),
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=math.inf,
    )
    return f"---\n{body}---\n"

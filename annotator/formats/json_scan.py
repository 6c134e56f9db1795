"""JSON from strangers: sniffing by keys, loading with one clear error, careful access."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, TypeVar, cast

import msgspec

from annotator.domain.errors import TranscriptError
from annotator.domain.timecode import MAX_MS

Object = dict[str, Any]
_Shape = TypeVar("_Shape")

Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=MAX_MS)]
"""Of a typed object: a time that nothing has to be said about."""

_KEY = re.compile(r'"((?:[^"\\\n]|\\.){1,60})"\s*:')
_WRAPPER = re.compile(r"\s*(?:export\s+default|module\.exports\s*=|(?:var|let|const)\s+\w+\s*=)\s*")


@lru_cache(maxsize=4)
def keys(head: str) -> frozenset[str]:
    """The names of the object members that `head` shows; empty if `head` is no JSON."""
    if bare(head)[:1] not in {"{", "["}:
        return frozenset()
    return frozenset(_KEY.findall(head))


def bare(text: str) -> str:
    """Without a JavaScript ``export default`` or assignment around the JSON."""
    text = text.lstrip()
    found = None if text[:1] in "{[" else _WRAPPER.match(text[:200])
    return text[found.end() :].rstrip().rstrip(";") if found else text


def load(text: str) -> Any:
    """The value of a JSON text. Raises TranscriptError, saying where it is damaged."""
    try:
        # Some recognisers write raw line ends into strings: strict=False lets them.
        return json.loads(bare(text), strict=False, object_hook=_as_it_is)
    except json.JSONDecodeError as error:
        raise TranscriptError(
            "The JSON of this transcript is damaged or cut off at line {0:,}: {1}.",
            error.lineno,
            error.msg,
        ) from error
    except RecursionError as error:
        raise TranscriptError(
            "The JSON of this transcript is nested too deeply to be one."
        ) from error
    except ValueError as error:
        raise TranscriptError("The JSON of this transcript holds an impossible number.") from error


def typed(decoder: msgspec.json.Decoder[_Shape], text: str | msgspec.Raw) -> _Shape | None:
    """What `decoder` makes of a JSON text; None if the text is of another shape.

    Objects of known members take a fifth of the time that dictionaries do. One that comes often
    needs a ``__post_init__``, for the reason given at `_as_it_is`.
    """
    try:
        return decoder.decode(bare(text) if isinstance(text, str) else text)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def load_all(text: str) -> list[Any]:
    """The values of a text with one JSON value after another, as logs have it: one a line."""
    decoder = json.JSONDecoder(strict=False, object_hook=_as_it_is)
    values: list[Any] = []
    place = len(text) - len(text.lstrip())
    try:
        while place < len(text):
            value, place = decoder.raw_decode(text, place)
            values.append(value)
            while text[place : place + 1].isspace():
                place += 1
    except (ValueError, RecursionError):
        # What was cut off in its last line still has all others.
        return values if len(values) > 1 else [load(text)]
    return values


def _as_it_is(made: Object) -> Object:
    """Called for each object, so that Python may turn to another thread: reading a day of timed
    words in one go kept the window waiting for a second."""
    return made


def objects(value: object, *path: str | int) -> list[Object]:
    """The objects of the list at `path`; none where the shape is another."""
    found = at(value, *path)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def at(value: object, *path: str | int) -> Any:
    """The value at `path`, or None where there is no such place."""
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and len(value) > step else None
    return value


def texts_of(values: Sequence[Object], name: str) -> list[str]:
    """The `text_at` of `name` in each."""
    texts = [value.get(name) for value in values]
    if set(map(type, texts)) <= {str}:
        return cast("list[str]", texts)
    return [text_at(value, name) for value in values]


def text_at(value: object, *path: str | int) -> str:
    """The text at `path`; a number is written out, anything else is ""."""
    found = value.get(path[0]) if len(path) == 1 and type(value) is dict else at(value, *path)
    if isinstance(found, str):
        return found
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    return ""

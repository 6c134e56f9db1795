"""Filling in a template: Jinja2 in a sandbox that lets it read plain values and write text.

It can call nothing but filters and its own macros, change nothing, take in no other file. What
it may cost is bounded from outside, by whoever runs it in a process of its own.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.filters import FILTERS
from jinja2.parser import Parser
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Cycler, Joiner, Namespace

from annotator.domain.errors import TemplateError
from annotator.exporters.escaping import begun
from annotator.exporters.template import Template
from annotator.phrases import phrase

MOST_OUTPUT = 50_000_000
"""Characters a note may have; one of 10,000 marks has some three million."""

_MOST_REPEATED = 1_000_000
_LARGEST = 10**12
_LARGEST_POWER = 64
_FILTERS = (
    *("abs", "capitalize", "default", "d", "dictsort", "first", "float", "groupby"),
    *("int", "items", "last", "length", "count", "list", "lower", "map", "max", "min"),
    *("reject", "rejectattr", "reverse", "round", "select", "selectattr", "slice"),
    *("sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount"),
)
FILTERS_KNOWN = (*_FILTERS, "join", "replace", "line", "split", "indent")
"""Every filter by name; the last three are ours."""

_OURS = (LoopContext, Macro, Namespace, Cycler, Joiner)
_TOO_LARGE = phrase("a value in it grows too large.")
_UNREADABLE = (JinjaError, RecursionError, ValueError)


class _Missing(StrictUndefined):
    """A name that is not there: said as soon as it is used."""

    @property
    def _undefined_message(self) -> str:
        return phrase("there is no “{0}” here.", self._undefined_name)


def _within(size: float, most: int = MOST_OUTPUT) -> None:
    if size > most:
        raise SecurityError(_TOO_LARGE)


def _put_together(parts: Iterable[object]) -> str:
    """The texts of `parts` one after another, if that is not too much."""
    texts = [str(part) for part in parts]
    _within(sum(map(len, texts)))
    return "".join(texts)


class _Generator(CodeGenerator):
    """Writes ``a ~ b`` so that its length is looked at."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        self.write("environment.concat((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Sandbox(ImmutableSandboxedEnvironment):
    """No attributes but the keys of values, no calls but of macros and the helpers of loops."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})
    code_generator_class = _Generator
    concat = staticmethod(_put_together)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return self.getitem(obj, attribute)
        if isinstance(obj, _OURS):
            return super().getattr(obj, attribute)
        if isinstance(obj, Undefined):
            return obj  # what is told is the name that is not there, not what was asked of it
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        try:
            return obj[argument]
        except (LookupError, TypeError, AttributeError):
            return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:
        owner = getattr(obj, "__self__", None)
        return isinstance(obj, _OURS) or isinstance(owner, _OURS) or obj in self.globals.values()

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
        numbers = [abs(side) for side in (left, right) if isinstance(side, int | float)]
        if operator == "%" and isinstance(left, str):
            raise SecurityError("% is for numbers here; join texts with ~.")
        if operator == "+":
            _within(sum(sizes))
        elif operator == "*" and sizes and numbers:
            _within(sizes[0] * numbers[0], _MOST_REPEATED)
        elif operator in ("*", "**") and len(numbers) == 2:
            _within(max(numbers), _LARGEST)
            _within(numbers[1] if operator == "**" else 0, _LARGEST_POWER)
        return super().call_binop(context, operator, left, right)


def _join(parts: Iterable[object], between: str = "") -> str:
    texts = [str(part) for part in parts]
    _within(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


def _replace(text: str, old: str, new: str) -> str:
    _within(len(text) + (text.count(old) * len(new) if old or text else 0))
    return str(text).replace(old, new)


def _split(text: str, by: str | None = None) -> list[str]:
    return str(text).split(by)


def _indent(text: str, prefix: str = "    ") -> str:
    """`text` with `prefix` before each of its lines but the first."""
    return _replace(str(text), "\n", f"\n{prefix}")


def _sandbox(escape: str) -> _Sandbox:
    made = _Sandbox(
        undefined=_Missing, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        extensions=["jinja2.ext.loopcontrols"],
    )  # fmt: skip
    made.globals = {name: made.globals[name] for name in ("range", "namespace", "cycler", "joiner")}
    made.tests = {name: test for name, test in TESTS.items() if name != "callable"}
    made.filters = {name: FILTERS[name] for name in _FILTERS}
    line: Callable[[str], str] = begun if escape == "markdown" else str
    made.filters |= {"line": line, "split": _split, "indent": _indent}
    made.filters |= {"join": _join, "replace": _replace}
    return made


def check_syntax(template: Template) -> None:
    """Whether a template can be read at all. Raises TemplateError.

    It is taken apart and no more: what is constant in it would be worked out by going further.
    """
    sandbox = _sandbox(template.escape)
    for key, expression in template.front_matter:
        try:
            Parser(sandbox, expression, state="variable").parse_expression()
        except _UNREADABLE as error:
            raise _told(error, key) from error
    try:
        sandbox.parse(template.body)
    except _UNREADABLE as error:
        raise _told(error, "body") from error


def fill_body(body: str, escape: str, values: Mapping[str, Any]) -> str:
    """The text that a template's body makes of `values`. Raises TemplateError."""
    pieces: list[str] = []
    length = 0
    try:
        for piece in _sandbox(escape).from_string(body).generate(dict(values)):
            pieces.append(piece)
            length += len(piece)
            if length > MOST_OUTPUT:
                raise SecurityError(
                    phrase("the note would have more than {0:,} characters.", MOST_OUTPUT)
                )
    except Exception as error:
        raise _told(error, "body") from error
    return "".join(pieces)


def fill_front(
    front_matter: tuple[tuple[str, str], ...], values: Mapping[str, Any]
) -> list[tuple[str, Any]]:
    """(key, value) of the front matter, those that are none left out. Raises TemplateError."""
    sandbox = _sandbox("none")
    found = []
    for key, expression in front_matter:
        try:
            value = sandbox.compile_expression(expression, undefined_to_none=False)(**values)
        except Exception as error:
            raise _told(error, key) from error
        if isinstance(value, Undefined):
            raise TemplateError(str(value._undefined_message), key)
        if value is not None:
            found.append((key, _plain(key, value)))
    return found


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, str | int | float) for one in value):
        return list(value)
    raise TemplateError("it must come to a text, a number or a list of them.", key)


_SENTENCES: dict[type[BaseException], str] = {
    RecursionError: phrase("it calls itself without end."),
    MemoryError: phrase("it needs too much memory."),
    OverflowError: _TOO_LARGE,
    ZeroDivisionError: phrase("it divides by nought."),
}


def _told(error: BaseException, part: str) -> TemplateError:
    """What went wrong in a sentence, and the line it went wrong at."""
    if isinstance(error, TemplateSyntaxError):
        return TemplateError(_sentence(error.message or "it cannot be read"), part, error.lineno)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename in ("<template>", "<unknown>")]  # fmt: skip
    line = (lines[-1] or 0) if lines else 0
    said = _SENTENCES.get(type(error)) or _sentence(str(error) or type(error).__name__)
    return TemplateError(said, part, line)


def _sentence(text: str) -> str:
    one = " ".join(text.split())[:300]
    return one if one.endswith((".", "!", "?")) else f"{one}."

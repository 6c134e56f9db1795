"""What the program says, in English, with its values still apart from its words.

The rooms below the window know no Qt and speak English, which the command line prints. A `Phrase`
is such a text that remembers its template and values, so that the window can say the same in
another language. It is a `str` like any other, and stays a phrase in an exception's `str()`.
"""

from __future__ import annotations

from collections.abc import Iterable


class Phrase(str):
    """A text of the program. `template` is it without its `values`; `many` stands for the
    template where the first value counts something other than one, "" where nothing is counted.
    """

    __slots__ = ("many", "template", "values")

    template: str
    many: str
    values: tuple[object, ...]

    @property
    def number(self) -> int:
        """What decides between `template` and `many`."""
        return int(str(self.values[0]))

    def __str__(self) -> str:
        return self  # and not a plain copy, which would have forgotten its template


def phrase(template: str, *values: object) -> str:
    """`template` with `values` for ``{0}``, ``{1}``, …; without values it may hold braces.

    Also marks a text that is translated where it is shown, as those of tables.
    """
    if not values:
        return template if isinstance(template, Phrase) else _made(template, template, "", ())
    return _made(template.format(*values), template, "", values)


def counted(number: int, one: str, many: str, *values: object) -> str:
    """``{0} mark`` or ``{0} marks``, with `number` for ``{0}`` and `values` for what follows."""
    template = one if number == 1 else many
    return _made(template.format(f"{number:,}", *values), one, many, (number, *values))


def plural(one: str, many: str) -> tuple[str, str]:
    """The two templates of `counted`, where they stand in a table."""
    return one, many


def joined(between: str, parts: Iterable[object]) -> str:
    """Parts that say something each, one after another, with `between` between them."""
    values = tuple(parts)
    gap = between.replace("{", "{{").replace("}", "}}")
    return phrase(gap.join(f"{{{place}}}" for place in range(len(values))), *values)


def _made(text: str, template: str, many: str, values: tuple[object, ...]) -> Phrase:
    made = Phrase(text)
    made.template, made.many = template, many
    # Why something failed is said in the language of the whole.
    made.values = tuple(str(v) if isinstance(v, Exception) else v for v in values)
    return made

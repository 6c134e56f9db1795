"""The registry: the only place where an action gets its name, keys, menu and arguments.

    @command("mark.quote", "Quote", keys=("Q",), menu="Mark", place=Place.TRANSCRIPT,
             needs=Needs.EPISODE)
    def quote(context: Context) -> None:
        '''Mark the target as a quote; again takes it off.'''

The docstring's first line is the help. Parameters after the context are the arguments; the
type says how text from the command line is read, `Annotated[..., Argument(...)]` adds help.
A parameter without a default is a positional on the command line; one with a default is an
option. A command with `cli` is reachable there under that name.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

if TYPE_CHECKING:
    from annotator.commands.context import Context


class Place(Enum):
    """Where a command's keys act. Two live places may not share a key."""

    WINDOW = "window"
    TRANSCRIPT = "transcript"
    DRAFT = "draft"
    LIBRARY = "library"


class Needs(Enum):
    """What must be there for the command to be offered."""

    NOTHING = 0
    EPISODE = 1
    WORDS = 2
    DRAFT = 3


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument as the command line offers it. `flag` names an option otherwise than the
    parameter; `many` takes several values."""

    help: str = ""
    flag: str = ""
    metavar: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a command: its name, type, default, and what the command line shows."""

    name: str
    kind: type
    required: bool
    default: Any
    many: bool
    about: Argument


@dataclass(frozen=True, slots=True)
class Command:
    """An action. `keys` are the defaults, `menu` a menu's name or "", `cli` a verb or "".

    A verb may be of two words, ``notes import``; those with the same first word are a group.
    With `while_editing` the keys of the transcript act in the editor laid over a cue too.
    """

    id: str
    title: str
    help: str
    function: Callable[..., Any]
    keys: tuple[str, ...] = ()
    menu: str = ""
    group: int = 0
    place: Place = Place.WINDOW
    needs: Needs = Needs.NOTHING
    cli: str = ""
    checked: Callable[[Context], bool] | None = None
    while_editing: bool = False

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes besides the context. Worked out when asked for: the window starts
        without, and the types of two hundred functions take it a while."""
        return _parameters(self.function)

    @property
    def area(self) -> str:
        """The first part of the id, as ``mark`` of ``mark.quote``."""
        return self.id.partition(".")[0]

    def run(self, context: Context, **given: Any) -> Any:
        """Do it. What it returns is what the command line prints."""
        return self.function(context, **given)


@dataclass
class Registry:
    """All commands by id, in the order they were declared."""

    _commands: dict[str, Command] = field(default_factory=dict)
    _verbs: dict[str, Command] = field(default_factory=dict)
    _by_key: dict[str, list[Command]] = field(default_factory=dict)

    def add(self, command: Command) -> None:
        """Take in a command. Fails at import for a name, verb or key that is taken."""
        if command.id in self._commands:
            raise ValueError(f"two commands are called {command.id}")
        if (other := self.verb(command.cli)) is not None:
            raise ValueError(f"{command.id} and {other.id} are both the verb {command.cli}")
        for key in command.keys:
            for other in self._by_key.get(key, ()):
                if command.place == other.place or Place.WINDOW in (command.place, other.place):
                    raise ValueError(f"{command.id} and {other.id} both have the key {key}")
        for key in command.keys:
            self._by_key.setdefault(key, []).append(command)
        if command.cli:
            self._verbs[command.cli] = command
        self._commands[command.id] = command

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __getitem__(self, command_id: str) -> Command:
        return self._commands[command_id]

    def verb(self, name: str) -> Command | None:
        """The command of a command-line verb."""
        return self._verbs.get(name)


REGISTRY = Registry()

_Function = typing.TypeVar("_Function", bound=Callable[..., Any])


def command(
    command_id: str,
    title: str,
    *,
    keys: tuple[str, ...] = (),
    menu: str = "",
    group: int = 0,
    place: Place = Place.WINDOW,
    needs: Needs = Needs.NOTHING,
    cli: str = "",
    checked: Callable[[Context], bool] | None = None,
    while_editing: bool = False,
) -> Callable[[_Function], _Function]:
    """Register the decorated function. Its docstring's first line is the command's help."""

    def register(function: _Function) -> _Function:
        help_line = (inspect.getdoc(function) or "").partition("\n")[0]
        if not help_line:
            raise ValueError(f"{command_id} has no docstring to be its help")
        REGISTRY.add(
            Command(
                command_id,
                title,
                help_line,
                function,
                keys,
                menu,
                group,
                place,
                needs,
                cli,
                checked,
                while_editing,
            )
        )
        return function

    return register


@cache
def _parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    named = list(inspect.signature(function).parameters.values())[1:]
    if not named:
        return ()
    hints = typing.get_type_hints(function, include_extras=True)
    found = []
    for parameter in named:
        hint, about = hints[parameter.name], Argument()
        if get_origin(hint) is Annotated:
            hint, about = get_args(hint)
        kind, many = _plain(hint)
        required = parameter.default is inspect.Parameter.empty
        default = None if required else parameter.default
        found.append(Parameter(parameter.name, kind, required, default, many, about))
    return tuple(found)


def _plain(hint: Any) -> tuple[type, bool]:
    """The type of one value, and whether several are taken: ``Path | None`` is a Path."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False

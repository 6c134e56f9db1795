"""The command line's grammar, derived from the registry's verbs."""

from __future__ import annotations

import argparse
from functools import cache
from pathlib import Path
from typing import NoReturn

from annotator import __version__
from annotator.commands import REGISTRY, Command
from annotator.commands.registry import Parameter

_DESCRIPTION = (
    "Listen to long conversations, mark them from the keyboard, leave with notes that play. "
    "Without a verb, a window opens."
)


class _Parser(argparse.ArgumentParser):
    """argparse, with its errors in one sentence that says what to do."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


@cache
def make_parser() -> argparse.ArgumentParser:
    """The parser of ``annotator [--library PATH] VERB …``; `command` names the verb.

    Made once: a process that does many lines need not make fifty parsers for each.
    """
    parser = _Parser(prog="annotator", description=_DESCRIPTION, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    parser.add_argument("--library", type=Path, metavar="PATH", help="the library file to work on")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs", parser_class=_Parser)
    groups: dict[str, argparse._SubParsersAction[_Parser]] = {}
    for command in REGISTRY:
        if " " in command.cli:
            group = command.cli.partition(" ")[0]
            if group not in groups:
                groups[group] = _add_group(verbs, group)
            _add_verb(groups[group], command)
        elif command.cli:
            _add_verb(verbs, command)
    parser.epilog = "annotator [FILE|LINK…] opens files and links in the window."
    return parser


def verbs() -> frozenset[str]:
    """All verbs; of those of two words, as ``notes import``, the first."""
    return frozenset(command.cli.partition(" ")[0] for command in REGISTRY if command.cli)


def _add_group(
    verbs: argparse._SubParsersAction[_Parser], name: str
) -> argparse._SubParsersAction[_Parser]:
    """The first word of verbs of two."""
    seconds = [c.cli.partition(" ")[2] for c in REGISTRY if c.cli.startswith(f"{name} ")]
    group = verbs.add_parser(name, help=", ".join(seconds), allow_abbrev=False)
    return group.add_subparsers(
        dest="verb", metavar="VERB", title="verbs", required=True, parser_class=_Parser
    )


def _add_verb(verbs: argparse._SubParsersAction[_Parser], command: Command) -> None:
    name = command.cli.rpartition(" ")[2]
    sub = verbs.add_parser(name, help=command.help, description=command.help, allow_abbrev=False)
    sub.set_defaults(verb=command.cli)
    for parameter in command.parameters:
        _add_parameter(sub, parameter)
    sub.add_argument("--json", action="store_true", help="print one JSON array")
    # Also after the verb, where people write it; absent there, the one before it stands.
    sub.add_argument(
        "--library", type=Path, metavar="PATH", default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )


def _add_parameter(parser: argparse.ArgumentParser, parameter: Parameter) -> None:
    about = parameter.about
    if parameter.required:
        parser.add_argument(
            parameter.name,
            type=parameter.kind,
            help=about.help,
            metavar=about.metavar or parameter.name.upper(),
            nargs="+" if parameter.many else None,
        )
        return
    flag = about.flag or "--" + parameter.name.replace("_", "-")
    if parameter.kind is bool:
        parser.add_argument(flag, dest=parameter.name, action="store_true", help=about.help)
        return
    option = parser.add_argument(
        flag,
        dest=parameter.name,
        type=parameter.kind,
        default=[] if parameter.many else parameter.default,
        help=about.help,
        metavar=about.metavar or "TEXT",
        action="extend" if parameter.many else "store",
    )
    if parameter.many:
        option.nargs = "+"

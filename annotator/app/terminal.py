"""The command line put together: one verb on one library, without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.jobs import JobsInPlace
from annotator.cli.output import as_json, as_text, plain
from annotator.cli.parser import make_parser
from annotator.commands import REGISTRY, Context
from annotator.commands.results import FactRow, ImportRow, Report
from annotator.domain.errors import AnnotatorError, UsageError

if TYPE_CHECKING:
    from annotator.session.told import Message
    from annotator.settings import Paths


def run_terminal(words: Sequence[str]) -> int:
    """Do a verb. 0 done, 1 a failure told on stderr in one sentence or
    something in the result to look at, 2 wrong usage."""
    given = vars(make_parser().parse_args(list(words)))
    try:
        return _run_verb(given)
    except UsageError as error:
        return _complain(error, 2)
    except AnnotatorError as error:
        return _complain(error, 1)
    except UnicodeEncodeError as error:
        # What was typed in another encoding comes as halves of characters.
        typed = error.object.encode("utf-8", "replace").decode()
        return _complain(
            UsageError("“{0}” holds bytes that are no text; type it in UTF-8.", typed), 2
        )
    except BrokenPipeError:
        # `annotator marks 1 | head`: whoever read us has seen enough.
        _print_no_more()
        return 0


def _run_verb(given: dict[str, object]) -> int:
    from annotator.app.doctor import examine
    from annotator.settings import default_paths

    library = given.pop("library")
    verb, wants_json = str(given.pop("verb")), bool(given.pop("json"))
    command = REGISTRY.verb(verb)
    if command is None:
        raise UsageError("There is no verb {0}.", verb)
    paths = default_paths(library if isinstance(library, Path) else None)
    if command.id == "app.doctor":
        result: object = examine(paths)
    elif command.id in ("app.keys", "app.formats"):
        # These speak of the program, not of a library, and must not make one.
        result = command.function(None)
    else:
        context = make_context(paths)
        with closing(context.session.library):
            result = command.run(context, **_tupled(given))
            _print(result, wants_json=wants_json)
            _back_up(context)
            return _status(result)
    _print(result, wants_json=wants_json)
    return _status(result)


def _print(result: object, *, wants_json: bool) -> None:
    try:
        if isinstance(result, bytes) and not wants_json:
            # A file's own bytes: what it is made of is not for us to change.
            sys.stdout.flush()
            sys.stdout.buffer.write(result)
            result = ""
        text = as_json(result) if wants_json else as_text(result)
        if text:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _print_no_more()
        raise AnnotatorError("The output could not be written: {0}.", error.strerror) from error


def _print_no_more() -> None:
    """Let what is left in the buffer go nowhere: Python would try it again on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _status(result: object) -> int:
    troubles = isinstance(result, tuple) and any(
        isinstance(row, FactRow | ImportRow) and not row.ok for row in result
    )
    to_look_at = isinstance(result, Report) and not result.ok
    return 1 if troubles or to_look_at else 0


def make_context(paths: Paths) -> Context:
    """A context without a window: messages go to stderr, jobs are done in place."""
    from annotator.app.doctor import examine
    from annotator.session.session import Session
    from annotator.settings import SettingsFile
    from annotator.store import open_library

    file = SettingsFile(paths.settings)
    for complaint in file.complaints:
        sys.stderr.write(f"annotator: {plain(complaint)}\n")
    library = open_library(paths.library, author=file.settings.author)
    session = Session(library)
    session.message.connect(_say)
    return Context(
        session=session,
        settings=lambda: file.settings,
        paths=paths,
        jobs=JobsInPlace(sys.stderr if sys.stderr.isatty() else None),
        change_settings=file.save,
        facts=lambda: examine(paths),
    )


def _say(message: Message) -> None:
    """What a command tells in passing goes beside its result, not into it."""
    sys.stderr.write(plain(message.text) + "\n")


def _tupled(given: dict[str, object]) -> dict[str, object]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}


def _back_up(context: Context) -> None:
    """The day's backup, after the work: a failure of it is told and fails nothing."""
    from annotator.store.daily import back_up_daily

    library = context.session.library
    if library.read_only:
        return
    try:
        back_up_daily(library.path)
    except AnnotatorError as error:
        sys.stderr.write(f"annotator: {plain(str(error))}\n")


def _complain(error: AnnotatorError, status: int) -> int:
    sys.stderr.write(f"annotator: {plain(str(error))}\n")
    return status

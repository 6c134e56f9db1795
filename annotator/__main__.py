"""``python -m annotator`` and the console script."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program with the command line's words; returns the exit status."""
    if getattr(sys, "frozen", False):
        # The frozen program is what its workers are started as, too.
        from multiprocessing import freeze_support

        freeze_support()
    if sys.argv[1:] == ["--fill-template"]:
        # The program itself, started anew for a template: it needs none of the rest.
        from annotator.session.template_child import main as fill_template

        return fill_template()
    from annotator.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""A context as the window and the command line have it, over a real library, without either."""

from __future__ import annotations

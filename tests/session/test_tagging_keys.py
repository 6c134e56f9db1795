"""The tagging keys: one key one mark, and what a repeat does."""

from __future__ import annotations



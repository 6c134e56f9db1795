"""The words that make a sentence say the contrary."""

from __future__ import annotations

import re

NEGATIONS = frozenset(
    re.findall(
        r"\w+",
        """not no never none nobody nothing nowhere neither nor without hardly barely cannot
        nicht kein keine keinen nie niemand nichts ohne pas jamais rien aucun sans nunca
        nada nadie ningun sin nao""",
    )
)

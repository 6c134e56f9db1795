"""Every action of the program, named once.

Importing this package fills the registry. Menus, shortcuts, the key sheet, the README's key
table and the command line are all made from it. A new action is one decorated function in the
module of its area; nothing else has to know of it.
"""

from annotator.commands import (
    chapters,
    cleaning,
    desk,
    desk_fixes,
    draft_making,
    drafts,
    episodes,
    export,
    feeds,
    importing,
    inspect,
    intake,
    library,
    links,
    mending,
    navigation,
    note_check,
    notes,
    playback,
    radio,
    replacing,
    review,
    searching,
    sharing,
    speakers,
    speech,
    tagging,
    templates,
    timeline,
    topic_care,
    topics,
    transcript,
    undoing,
    vault,
    vault_sync,
    view,
)
from annotator.commands.context import Context, Prompts
from annotator.commands.registry import REGISTRY, Argument, Command, Needs, Place

# The modules register by being imported; naming them says so to readers and linters.
AREAS = (
    episodes,
    library,
    links,
    feeds,
    importing,
    intake,
    playback,
    radio,
    navigation,
    tagging,
    undoing,
    sharing,
    topics,
    topic_care,
    chapters,
    transcript,
    cleaning,
    mending,
    replacing,
    speakers,
    speech,
    review,
    searching,
    export,
    templates,
    notes,
    note_check,
    drafts,
    desk,
    desk_fixes,
    vault,
    draft_making,
    vault_sync,
    view,
    timeline,
    inspect,
)

__all__ = ["AREAS", "REGISTRY", "Argument", "Command", "Context", "Needs", "Place", "Prompts"]

"""What is shown: finding, settings, sizes, panels, help."""

from __future__ import annotations

from dataclasses import replace

from annotator.commands.context import Context
from annotator.commands.registry import Needs, Place, command
from annotator.domain.timecode import format_seconds
from annotator.phrases import phrase


@command("edit.find", "Find in Episode…", keys=("Ctrl+F",), menu="Edit", group=3,
         needs=Needs.WORDS)  # fmt: skip
def find(context: Context) -> None:
    """Find words in this episode."""
    context.prompts.show("find")


@command("edit.find_slash", "Find", keys=("/",), place=Place.TRANSCRIPT, needs=Needs.WORDS)
def find_slash(context: Context) -> None:
    """Find words in this episode."""
    context.prompts.show("find")


@command("edit.find_next", "Find Next", keys=("F3",), menu="Edit", group=3, needs=Needs.WORDS)
def find_next(context: Context) -> None:
    """Go to the next place found."""
    context.prompts.show("find_next")


@command("edit.find_previous", "Find Previous", keys=("Shift+F3",), menu="Edit", group=3,
         needs=Needs.WORDS)  # fmt: skip
def find_previous(context: Context) -> None:
    """Go to the place found before."""
    context.prompts.show("find_previous")


@command("edit.find_everywhere", "Find Everywhere…", keys=("Ctrl+Shift+F",), menu="Edit",
         group=3)  # fmt: skip
def find_everywhere(context: Context) -> None:
    """Find words in all episodes and notes."""
    context.prompts.show("find_everywhere")


@command("edit.cue", "Correct Text", keys=("E",), menu="Edit", group=4, place=Place.TRANSCRIPT,
         needs=Needs.WORDS)  # fmt: skip
def edit_cue(context: Context) -> None:
    """Correct the words of the cue that is heard, or under the cursor."""
    # What was typed could not be stored before the large change is, and might be lost.
    context.session.refuse_while_held()
    context.prompts.edit_cue(current_cue(context))


@command("edit.speaker", "Speaker…", keys=("S",), menu="Edit", group=4, place=Place.TRANSCRIPT,
         needs=Needs.WORDS)  # fmt: skip
def set_speaker(context: Context) -> None:
    """Say who speaks in the cue that is heard, or under the cursor."""
    from annotator.commands.transcript import change_speaker

    transcript, cue = context.session.transcript, current_cue(context)
    if transcript is not None:
        context.prompts.ask_text(
            phrase("Who speaks here?"),
            transcript.cues[cue].speaker,
            lambda name: change_speaker(context, cue, name),
        )


def current_cue(context: Context) -> int:
    """Index of the cue meant by E and S: the selected one, the one heard, or the cursor's."""
    session = context.session
    if session.desk.selection is not None:
        return session.desk.selection.start.cue
    if context.playback.playing and session.transcript is not None:
        heard = session.transcript.cue_at(context.tagger.heard_ms())
        return heard or 0
    return session.desk.cursor


@command("view.palette", "Command Palette…", keys=("Ctrl+K",), menu="View")
def palette(context: Context) -> None:
    """Find any action by name, with its key."""
    context.prompts.show("palette")


@command("view.library", "Library", keys=("Ctrl+1",), menu="View", group=1)
def toggle_library(context: Context) -> None:
    """Show or hide the list of episodes."""
    context.prompts.show("library")


@command("view.notes", "Topics and Marks", keys=("Ctrl+2",), menu="View", group=1)
def toggle_notes(context: Context) -> None:
    """Show or hide the topics and marks."""
    context.prompts.show("notes")


@command("view.timeline", "Timeline", keys=("Ctrl+3",), menu="View", group=1)
def toggle_timeline(context: Context) -> None:
    """Show or hide the timeline."""
    context.prompts.show("timeline")


@command("view.transcript", "Go to the Transcript", keys=("Ctrl+0",), menu="View", group=1)
def focus_transcript(context: Context) -> None:
    """Put the keys to work on the transcript."""
    context.prompts.show("transcript")


@command("view.video", "Video", keys=("Ctrl+4",), menu="View", group=1, needs=Needs.EPISODE)
def toggle_video(context: Context) -> None:
    """Show or hide the picture of a recording that has one, beside its words."""
    context.prompts.show("video")


@command("view.reading", "Reading View", keys=("F9",), menu="View", group=1)
def reading_view(context: Context) -> None:
    """Show the words alone, without times, panels and timeline; again brings them back."""
    context.prompts.show("reading")


@command("view.larger", "Larger Text", keys=("Ctrl++", "Ctrl+="), menu="View", group=2)
def larger(context: Context) -> None:
    """Make all text larger."""
    _zoom(context, 0.1)


@command("view.smaller", "Smaller Text", keys=("Ctrl+-",), menu="View", group=2)
def smaller(context: Context) -> None:
    """Make all text smaller."""
    _zoom(context, -0.1)


def _zoom(context: Context, by: float) -> None:
    settings = context.settings()
    zoom = min(max(round(settings.zoom + by, 1), 0.6), 2.5)
    context.change_settings(replace(settings, zoom=zoom))


def _theme(name: str, title: str, help_line: str) -> None:
    def choose(context: Context) -> None:
        context.change_settings(replace(context.settings(), theme=name))

    choose.__doc__ = help_line
    command(
        f"view.theme_{name}",
        title,
        menu="View",
        group=3,
        checked=lambda context: context.settings().theme == name,
    )(choose)


_theme("system", "Theme of the System", "Light or dark as the system has it.")
_theme("light", "Light Theme", "Dark words on light.")
_theme("dark", "Dark Theme", "Light words on dark.")


@command("app.settings", "Settings…", keys=("Ctrl+,",), menu="Edit", group=5)
def settings(context: Context) -> None:
    """Change how the program behaves, and its keys."""
    context.prompts.show("settings")


@command("app.reset_reaction", "Reset Reaction Time", menu="Edit", group=5)
def reset_reaction(context: Context) -> None:
    """Forget the reaction time learned from your marks, and learn it anew."""
    # Imported here: `annotator --help` knows this command and should not pay for TOML.
    from annotator.settings import Settings

    fresh = Settings()
    context.change_settings(
        replace(
            context.settings(),
            reaction_ms=fresh.reaction_ms,
            reaction_learned=fresh.reaction_learned,
        )
    )
    context.session.say(
        phrase(
            "The reaction time is {0} s again, and is learned anew.",
            format_seconds(fresh.reaction_ms),
        )
    )


@command("app.edit_keys", "Keyboard Shortcuts…", menu="Edit", group=5)
def edit_keys(context: Context) -> None:
    """Change which keys do what."""
    context.prompts.show("key_editor")


@command("help.keys", "All Keys", keys=("?",), menu="Help", place=Place.TRANSCRIPT)
def key_sheet(context: Context) -> None:
    """Show every key on one sheet."""
    context.prompts.show("keys")


@command("help.keys_anywhere", "All Keys", keys=("F1",))
def key_sheet_anywhere(context: Context) -> None:
    """Show every key on one sheet, wherever the focus is."""
    context.prompts.show("keys")


@command("help.tour", "First Steps", menu="Help")
def tour(context: Context) -> None:
    """Show the first five steps again, one at a time."""
    context.prompts.show("tour")


@command("help.sample", "Open the Sample Episode", menu="Help")
def sample(context: Context) -> None:
    """Open the conversation that comes with the program."""
    from annotator.commands.sample import open_sample

    open_sample(context)


@command("help.about", "About Annotator", menu="Help", group=1)
def about(context: Context) -> None:
    """Show the version, the player and where the library is."""
    context.prompts.show("about")


@command("app.quit", "Quit", keys=("Ctrl+Q",), menu="File", group=9)
def quit_app(context: Context) -> None:
    """Close the window; everything is saved already."""
    context.prompts.show("quit")

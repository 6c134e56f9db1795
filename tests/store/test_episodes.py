"""Episodes read by their ids: several at once as each alone."""

from __future__ import annotations

from annotator.domain.notes import Chapter, Episode, Media
from annotator.store import Library


def test_several_episodes_are_read_as_each_alone_in_the_order_asked_for(library: Library) -> None:
    with library.changing("Make", None) as change:
        made = [
            change.writes.add_episode(
                Episode(
                    0,
                    f"several{number}",
                    f"Episode {number}",
                    "The Show" if number % 2 else "",
                    media=Media(f"/there/{number}.mp3", "", 7, 90_000) if number != 2 else None,
                    created_at=library.now(),
                    chapters=(Chapter(9_000, "Later"), Chapter(0, "First")) if number else (),
                )
            )
            for number in range(4)
        ]
    episodes = library.episodes
    ids = [one.id for one in made]
    asked = [ids[2], ids[0], ids[3] + 1_000, ids[3], ids[1]]
    alone = [episode for ident in asked if (episode := episodes.get(ident)) is not None]
    assert [episode.title for episode in alone] == [f"Episode {n}" for n in (2, 0, 3, 1)]
    assert [chapter.title for chapter in alone[0].chapters] == ["First", "Later"]
    assert alone[1].chapters == ()
    assert list(episodes.some(asked)) == alone
    assert episodes.some([]) == ()

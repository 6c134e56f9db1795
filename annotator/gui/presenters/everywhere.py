"""Search everywhere and the pages of topics: what is found, heard, opened, chosen and tagged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QTimer

from annotator.commands import Context
from annotator.commands.places import gather, go_to_place
from annotator.commands.searching import forget, rename
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Topic
from annotator.domain.query import Field, Query, SavedSearch, field_words, places_in
from annotator.gui.actions import Actions
from annotator.gui.language import local
from annotator.gui.main_window import MainWindow
from annotator.gui.panels.everywhere import Everywhere
from annotator.gui.presenters.presenter import Presenter
from annotator.gui.presenters.radio import RadioPresenter
from annotator.gui.theme import Theme
from annotator.gui.values import PlaceRow, TopicFacts
from annotator.session.desk import Place
from annotator.session.finding import look_for
from annotator.session.places import place_of
from annotator.store.search import Hit

_TYPING_PAUSE_MS = 120
_AT_ONCE = 25
_RENEWED_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class _Left:
    """Where the user was before hearing a place of another episode."""

    episode_id: int | None
    position_ms: int
    playing: bool


class EverywherePresenter(Presenter):
    """Runs what is typed as a search, a little after the last key; the radio plays it."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        theme: Theme,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._actions = actions
        self._query = Query()
        self._source: Iterator[Hit] = iter(())
        self._hits: list[Hit] = []
        self._every: tuple[Place, ...] = ()
        self._left: _Left | None = None
        RadioPresenter(context, window, actions)
        self.card = Everywhere(theme, window)
        self._kept = window.library.kept
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        window.closing.connect(self._pause.stop)
        self._connect()

    def _connect(self) -> None:
        card, session = self.card, self._context.session
        card.queryChanged.connect(lambda _text: self._pause.start())
        card.keptChosen.connect(self.look)
        card.about.besideChosen.connect(self._narrow)
        card.allWanted.connect(self._choose_all)
        card.closed.connect(self._closed)
        card.list.places.moreWanted.connect(self._more)
        card.list.heard.connect(self._hear)
        card.list.opened.connect(self._open)
        card.list.chosenChanged.connect(self._chosen)
        session.places_changed.connect(lambda _: self._renew())
        session.topics_changed.connect(lambda _: self._renew())
        session.searches_changed.connect(lambda _: self._show_kept())
        # In the list the keys of marks work on what is chosen there.
        for name in (*(f"mark.topic_{digit}" for digit in range(1, 10)), "mark.pick_topic"):
            card.list.addAction(self._actions[name])
        self._kept.opened.connect(self.look_for_kept)
        self._kept.renameRequested.connect(self._rename_kept)
        self._kept.forgetRequested.connect(
            lambda ident: self._on_kept(ident, lambda search: forget(self._context, search))
        )
        self._show_kept()

    def set_theme(self, theme: Theme) -> None:
        self.card.set_theme(theme)

    def _show_keys(self) -> None:
        """The keys as they are now, in the card's last line."""
        key = self._actions.key
        self.card.set_key_hints(
            {
                "hear": "Space",
                "open": "Enter",
                "tag": "1–9",
                "all": "Ctrl+A",
                "play": key("radio.found"),
                "keep": key("search.save"),
            }
        )

    def open(self) -> None:
        """Open the card on the search that was last."""
        self.look(self._context.session.search_text)

    def leave(self) -> None:
        """Close the card and stay where the sound is."""
        self._left = None
        self.card.close_overlay()

    def look(self, text: str) -> None:
        """Open the card on a search, which is run at once."""
        self._show_keys()
        self.card.open_card(text)
        self._pause.stop()
        self._search()

    def look_at_topic(self, topic: Topic) -> None:
        """Open the page of a topic: its marks over all episodes."""
        self.look(f"{self._limit_to(topic.name)} ")
        if self._hits:
            self.card.list.setFocus()

    # Finding

    def _search(self) -> None:
        self._pause.stop()
        text = self.card.text()
        self._context.session.search_text = text
        try:
            finding = look_for(self._context.session.library, text)
            self._query, self._source, self._hits = finding.query, finding.hits, []
            self._every = ()
            rows = self._next(_AT_ONCE)
        except AnnotatorError as error:
            self._tell(error)
            return
        self._show_topic()
        self.card.set_places(
            rows, complete=len(rows) < _AT_ONCE, notice=" ".join(map(local, finding.notices))
        )
        self._chosen()

    def _next(self, count: int) -> list[PlaceRow]:
        found = list(islice(self._source, count))
        self._hits += found
        return self._rows(found)

    def _more(self, count: int = _AT_ONCE) -> None:
        try:
            rows = self._next(count)
        except AnnotatorError as error:
            self._tell(error)
            return
        self.card.add_places(rows, complete=len(rows) < count)
        if self._every:
            self.card.list.selectAll()

    def _rows(self, hits: Sequence[Hit]) -> list[PlaceRow]:
        session = self._context.session
        topics = {topic.id: topic for topic in session.topics}
        rows = []
        for hit in hits:
            marks = session.library.notebook.overlapping(hit.episode_id, hit.from_ms, hit.to_ms)
            if hit.annotation_id is not None:
                marks = tuple(mark for mark in marks if mark.id == hit.annotation_id)
            ids = dict.fromkeys(topic for mark in marks for topic in mark.topics)
            on = [topics[ident] for ident in ids if ident in topics]
            rows.append(
                PlaceRow(
                    hit.episode_id, hit.episode, hit.start_ms, hit.speaker, hit.text,
                    places_in(self._query, hit.text),
                    tuple(topic.colour for topic in on),
                    ", ".join(topic.name for topic in on),
                    hit.annotation_id is not None, hit.in_note, hit.before, hit.after,
                )
            )  # fmt: skip
        return rows

    def _renew(self) -> None:
        if self.card.isVisible():
            self._renew_from(0)
            self._show_topic()

    def _renew_from(self, first: int) -> None:
        """The marks on the places from `first` on: some, and the rest in turns to come."""
        hits = self._hits[first : first + _RENEWED_AT_ONCE]
        self.card.renew_places(self._rows(hits), first)
        following = first + _RENEWED_AT_ONCE
        if following < len(self._hits):
            self._window.later.do("renew", lambda: self._renew_from(following))

    def _show_topic(self) -> None:
        """The head of a topic's page, where the search begins with exactly that topic."""
        session, text = self._context.session, self.card.text()
        front, colon, name = text.partition(":")
        is_topic = front in field_words(Field.TOPIC) and colon
        named = [t for t in session.topics if is_topic and name.startswith(f'"{t.name}"')]
        self.card.about.set_facts(self._facts(named[0]) if named else None)

    def _facts(self, topic: Topic) -> TopicFacts:
        session = self._context.session
        names = {other.id: other.name for other in session.topics}
        use = session.library.notebook.use_of(topic.id)
        return TopicFacts(
            topic.name,
            topic.colour,
            topic.description,
            topic.aliases,
            topic.archived,
            use.marks,
            use.episodes,
            use.notes,
            tuple((names[ident], count) for ident, count in use.beside if ident in names),
        )

    def _narrow(self, name: str) -> None:
        self.card.set_text(f"{self.card.text().strip()} {self._limit_to(name)} ")

    def _limit_to(self, topic: str) -> str:
        """What is typed to find the marks of a topic, in the language of the window."""
        return self.tr('topic:"{0}"').format(topic)

    def _show_kept(self) -> None:
        kept = self._context.session.searches
        self.card.set_kept([(search.name, search.query) for search in kept])
        self._kept.set_searches([(search.id, search.name, search.query) for search in kept])

    def look_for_kept(self, ident: int) -> None:
        """Open the card on a kept search."""
        self._on_kept(ident, lambda search: self.look(search.query))

    def _rename_kept(self, ident: int) -> None:
        context = self._context
        self._on_kept(
            ident,
            lambda search: context.prompts.ask_text(
                self.tr("Name of the search"),
                search.name,
                lambda name: rename(context, search, name),
            ),
        )

    def _on_kept(self, ident: int, act: Callable[[SavedSearch], None]) -> None:
        search = next((s for s in self._context.session.searches if s.id == ident), None)
        if search is not None:
            self._guard(act, search)

    # What is done with it

    def _chosen(self) -> None:
        """Tell the keys what they work on."""
        rows = self.card.list.chosen() if self.card.isVisible() else []
        if len(rows) < len(self._hits):
            self._every = ()
        places = self._every or tuple(place_of(self._hits[row]) for row in rows)
        self._context.session.chosen_places = places
        self.card.tell_chosen(len(self._every))

    def _choose_all(self) -> None:
        """Choose all that is found, also what the list has not come to show yet."""
        if self.card.list.places.complete:
            self.card.list.selectAll()
            return
        text = self.card.text()

        def choose(places: tuple[Place, ...]) -> None:
            if self.card.isVisible() and self.card.text() == text:
                self._every = places
                self.card.list.selectAll()
                self._chosen()

        self._guard(gather, self._context, text, choose)

    def _hear(self, row: int) -> None:
        """Play a place while the list stays; again pauses."""
        if not 0 <= row < len(self._hits):
            return
        session, playback = self._context.session, self._context.playback
        place = place_of(self._hits[row])
        here = session.episode is not None and session.episode.id == place.episode_id
        inside = here and place.start_ms <= playback.position_ms < place.end_ms
        if playback.playing and inside:
            playback.pause()
            return
        if self._left is None:
            episode_id = session.episode.id if session.episode else None
            self._left = _Left(episode_id, playback.position_ms, playback.playing)
        self._guard(self._play, place)

    def _play(self, place: Place) -> None:
        session = self._context.session
        if session.episode is None or session.episode.id != place.episode_id:
            session.open(place.episode_id)
            self._chosen()
        self._context.playback.play_stretch(place.start_ms, place.end_ms)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self._left = None
            self.card.close_overlay()
            self._guard(go_to_place, self._context, place_of(hit), (hit.start_ms, hit.end_ms))

    def _closed(self) -> None:
        """Go back to where the user was, if places were only heard."""
        self._pause.stop()
        session, playback = self._context.session, self._context.playback
        session.chosen_places = ()
        left, self._left = self._left, None
        if left is None or left.episode_id is None:
            return
        if session.episode is None or session.episode.id != left.episode_id:
            self._guard(session.open, left.episode_id)
        playback.seek(left.position_ms)
        if left.playing:
            playback.play_from(left.position_ms)
        else:
            playback.player.pause()

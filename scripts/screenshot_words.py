"""The sample in Arabic, for pictures of what runs from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.app.window import Desktop

_ARABIC = (
    "ماذا يجب أن يتعلم الأطفال بعد اليوم؟",
    "الكتب المفتوحة علمت أجيالا كيف تفكر، ولم تطلب منهم شيئا.",
    "أعرف خبازا يقول إن العجين يخبرك متى يكفي.",
    "من يملك الوصفة إذن؟ كل من يخبزها.",
    "عندما يستطيع أي شخص دراسة open source، يجد طالب في لاغوس الخطأ الذي فات المختبر.",
    "نعم، وهذا ما لا تستطيع الآلة أن تعطيك إياه.",
)
_NAMES = ("سارة", "يوسف")
_TOPICS = ("ما يستحق التعلم", "النماذج المفتوحة", "الصنعة")


def write_right_to_left(desktop: Desktop) -> None:
    """The sample in Arabic: lines, names, topics, a dozen marks."""
    from annotator.commands import topics
    from annotator.commands.episodes import retitle
    from annotator.commands.transcript import mend
    from annotator.domain.anchoring import anchor_at
    from annotator.domain.mending import respelled, spoken_by
    from annotator.domain.notes import Annotation, Kind
    from annotator.session.edits import AddMark, RemoveMarks
    from annotator.session.tagging import new_uid

    session, context = desktop.session, desktop.context
    episode, transcript = session.episode, session.transcript
    if episode is None or transcript is None:
        return
    session.do(RemoveMarks(session.marks))
    count = len(transcript.cues)
    mend(
        session,
        "Correct text",
        lambda words: [respelled(words, at, _ARABIC[at % len(_ARABIC)]) for at in range(count)],
    )
    for old, new in zip(transcript.speakers, _NAMES, strict=False):
        lines = [at for at, cue in enumerate(transcript.cues) if cue.speaker == old]
        mend(
            session, "Set speaker", lambda words, lines=lines, new=new: spoken_by(words, lines, new)
        )
    for topic, name in zip(session.topics, _TOPICS, strict=False):
        topics.rename(context, topic, name)
    retitle(context, episode, _ARABIC[1])
    words = session.transcript
    for number, cue in enumerate((2, 5, 9, 14, 21, 24, 25, 26, 27, 29, 33)):
        kind = (Kind.TOPIC, Kind.QUOTE, Kind.NOTE)[number % 3]
        topic = session.topics[number % len(_TOPICS)]
        anchor = anchor_at(words, transcript.cues[cue].start_ms, transcript.cues[cue].end_ms)
        note = _ARABIC[2] if kind is Kind.NOTE else ""
        mark = Annotation(0, new_uid(), episode.id, kind, anchor, (topic.id,), note=note)
        session.do(AddMark(mark, "Tag"))

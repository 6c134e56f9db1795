"""Any encoding becomes the right letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import decode, read_transcript
from annotator.formats.text_clean import one_line

LONG = {
    "cp1252": "Schöne Grüße aus Köln, für die Übung: größer, müde, natürlich, später, schließlich.",
    "latin-1": "Hvad skete der på øen? Vi så æbler, blåbær og små ærter, og så gik vi over åen.",
    "cp1251": "Привет, как дела? Это обычный русский текст о том, что модели должны быть открыты.",
    "koi8_r": "Привет, как дела? Это обычный русский текст о том, что модели должны быть открыты.",
    "cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl včera večer můj starší přítel Jiří.",
    "iso8859_2": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl včera večer můj starší přítel Jiří.",
    "cp852": "Dzień dobry, dziś mówimy o pszczołach i o tym, skąd się wzięła ta pasja.",
    "cp1254": "Günaydın, bugün arılardan konuşuyoruz; çocukken dedem beni bahçeye götürdü.",
    "cp1257": "Laba diena, šiandien kalbame apie bites ir medų, ir iš kur atsirado ši aistra.",
    "cp874": "สวัสดีครับ วันนี้เราจะคุยเรื่องผึ้งและน้ำผึ้ง",
    "mac_roman": "Schöne Grüße aus Köln, für die Übung: größer, müde, natürlich, später.",
    "cp850": "Là où l'été finit, le ciel est léger; ça, c'était déjà très précisément décidé.",
    "iso8859_5": "Привет, как дела? Это обычный русский текст о том, что модели открыты.",
    "cp866": "Привет, как дела? Это обычный русский текст о том, что модели открыты.",
    "iso2022_jp": "こんにちは、世界。今日はいい天気ですね。",
    "cp1253": "Καλημέρα, τι κάνεις σήμερα; Τα ανοιχτά μοντέλα είναι για όλους τους ανθρώπους.",
    "cp1255": "שלום עולם, מה שלומך היום? אני בסדר גמור, תודה רבה לך.",
    "cp1256": "مرحبا بالعالم، كيف حالك اليوم؟ أنا بخير والحمد لله، شكرا جزيلا لك.",
    "shift_jis": "こんにちは、世界。今日はいい天気ですね。オープンなモデルについて話しましょう。",
    "euc_jp": "こんにちは、世界。今日はいい天気ですね。オープンなモデルについて話しましょう。",
    "gb18030": "你好，世界。今天天气很好，我们去公园谈谈开放模型为什么重要。",
    "euc_kr": "안녕하세요 세계. 오늘 날씨가 좋네요. 열린 모델이 왜 중요한지 이야기해요.",
}


@pytest.mark.parametrize("encoding", LONG)
def test_a_subtitle_in_a_legacy_encoding_keeps_its_letters(encoding: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{LONG[encoding]}\n\n" * 3
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", LONG)
@pytest.mark.parametrize("before", ["", "x", "xx", "words " * 10_000])
def test_a_long_text_in_a_legacy_encoding_keeps_its_letters(encoding: str, before: str) -> None:
    lines = [f"{before if number == 1 else ''}{LONG[encoding]}\n" for number in range(2_000)]
    assert decode("".join(lines).encode(encoding)) == "".join(lines)
    one = before + LONG[encoding] * 2_000
    assert decode(one.encode(encoding)) == one


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Dzień dobry państwu, dziś mówimy o pszczołach."),
        ("iso8859_2", "Dzień dobry państwu, dziś mówimy o pszczołach."),
        ("cp1250", "Elmondaná, honnan jött ez az erős szenvedély?"),
        ("cp1252", "Il miele è buono, e la città è più bella."),
        ("cp1252", "Hvad skete der på øen?"),
        ("cp1252", "Où est-ce que tu étais, très tôt ?"),
        ("cp1252", "On sale at 4×6 – “cheap”…"),
    ],
)
def test_a_short_text_in_a_legacy_encoding_keeps_its_letters(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_letters_broken_into_their_bytes_do_not_spoil_the_text_that_is_whole() -> None:
    """As whisper.cpp writes the tokens of scripts whose letters take several of them."""
    pieces = [
        "鬱".encode()[:2],
        "鬱".encode()[2:],
        "蒼".encode()[:2],
        "蒼".encode()[2:],
        "とした".encode(),
    ]
    pieces += ["森".encode()[:1], "森".encode()[1:], "。".encode()]
    tokens = b",\n".join(
        b'{"text": "%b", "offsets": {"from": %d, "to": %d}}' % (piece, at * 100, at * 100 + 100)
        for at, piece in enumerate(pieces)
    )
    segment = b'{"offsets": {"from": 0, "to": 800},\n"text": "%b",\n"tokens": [\n%b\n]}'
    data = segment % ("鬱蒼とした森。".encode(), tokens)
    read = read_transcript(b'{"transcription": [%b]}' % data)
    assert [cue.text for cue in read.transcript.cues] == ["鬱蒼とした森。"]
    assert [word.start_ms for word in read.transcript.cues[0].words][1] == 400
    assert not read.receipt


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("script", ["cp1252", "cp1251", "shift_jis"])
def test_unicode_is_known_without_a_mark(encoding: str, script: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{LONG[script]}\n"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_obeyed_and_taken_off(encoding: str) -> None:
    assert decode("WEBVTT – é".encode(encoding)) == "WEBVTT – é"


def test_one_broken_byte_does_not_spoil_a_unicode_file() -> None:
    data = LONG["cp1252"].encode() + b"\xff" + LONG["cp1251"].encode()
    assert decode(data) == f"{LONG['cp1252']}\N{REPLACEMENT CHARACTER}{LONG['cp1251']}"


def test_a_file_cut_within_a_letter_keeps_the_others() -> None:
    assert decode("Größe: é".encode()[:-1]) == "Größe: \N{REPLACEMENT CHARACTER}"


def test_a_few_stray_control_bytes_are_no_binary_file() -> None:
    assert (
        decode(b"Hello\0 there, \x07friend, how are you?")
        == "Hello\0 there, \x07friend, how are you?"
    )


def test_typographic_punctuation_of_windows_is_read() -> None:
    assert decode("L’été — “là” où naît le cœur… déjà.".encode("cp1252")) == (
        "L’été — “là” où naît le cœur… déjà."
    )


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(["word", " ", "\n", "\t\xa0 ", "字"]), max_size=9), st.integers(0, 5)
)
def test_a_huge_text_is_put_on_one_line_like_a_small_one(parts: list[str], shift: int) -> None:
    text = "x" * shift + "".join(parts) * (250_000 // max(1, len("".join(parts))))
    assert one_line(text) == " ".join(text.split())

"""Any encoding becomes the right letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import decode
from annotator.formats.text_clean import one_line

LONG = {
    "cp1252": "Schöne Grüße aus Köln, für die Übung: größer, müde, natürlich, später, schließlich.",
    "latin-1": "Hvad skete der på øen? Vi så æbler, blåbær og små ærter, og så gik vi over åen.",
    "cp1251": "Привет, как дела? Это обычный русский текст о том, что модели должны быть открыты.",
    "koi8_r": "Привет, как дела? Это обычный русский текст о том, что модели должны быть открыты.",
    "cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl včera večer můj starší přítel Jiří.",
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

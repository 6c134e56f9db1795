"""Drafts out of files of every kind, and back with nothing else touched."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.drafts.draft import Change, DraftError
from annotator.drafts.quotations import quotations
from annotator.drafts.reading import read_draft, written

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, head: str = "", part: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        xml = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{_W}"><w:body>{body}</w:body>'
        archive.writestr(part, f"{xml}</w:document>")
        archive.writestr("word/media/picture.bin", bytes(range(256)))
    return out.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(data: bytes, name: str) -> list[str]:
    return [quotation.text for quotation in quotations(read_draft(data, name))]


def test_html_entities_markup_and_block_quotes() -> None:
    page = """<html><head><title>“no”</title><script>x = "no"</script></head><body>
    <p>Ben said: &ldquo;It <em>is</em> so &amp; well&#8221;.</p><p>He said <q>one two</q>.</p>
    <blockquote><p>We bake it.</p><p>Slowly.</p></blockquote></body></html>"""
    assert texts(page.encode(), "a.html") == ["It is so & well", "one two", "We bake it. Slowly."]


@pytest.mark.parametrize("around", ["<p>“So {0} be it.”</p>", '<p title="{0}">“So be it.”</p>'])
def test_an_entity_of_thousands_of_digits_is_no_character(around: str) -> None:
    source = around.format(f"&#{'9' * 5_000};")
    draft = read_draft(source.encode(), "a.html")
    (found,) = quotations(draft)
    assert " ".join(found.text.replace("\ufffd", "").split()) == "So be it."
    assert written(draft, []) == source.encode()


def test_html_code_is_no_prose_and_a_cite_at_the_end_of_a_block_quote_is_its_credit() -> None:
    page = """<p>See <code>print("not this")</code>.</p><pre>"nor this"</pre>
    <blockquote>In <cite>Bread</cite> we bake it. <cite>Ada Lind</cite></blockquote>
    <blockquote><p>Slowly.</p><footer>— <cite>Ben Okoye</cite></footer></blockquote>"""
    found = quotations(read_draft(page.encode(), "a.html"))
    assert [(one.text.rstrip(" —"), one.named) for one in found] == [
        ("In Bread we bake it.", "Ada Lind"),
        ("Slowly.", "Ben Okoye"),
    ]


def test_where_links_of_markdown_go_is_no_prose_but_a_footnote_is() -> None:
    source = 'Ben said [“so”][1].[^2]\n\n[1]: https://example.com "a “title”"\n[^2]: “In 1999.”\n'
    assert texts(source.encode(), "a.md") == ["so", "In 1999."]


def test_a_docx_with_words_split_over_runs_and_a_quote_style() -> None:
    body = (
        f"<w:p>{run('Ben said: “We ba')}{run('ke it slowly.”')}</w:p>"
        '<w:p><w:pPr><w:pStyle w:val="IntenseQuote"/></w:pPr>' + run("A quote.") + "</w:p>"
        "<w:p><w:del><w:r><w:delText>“deleted”</w:delText></w:r></w:del></w:p>"
    )
    assert texts(docx(body), "draft.docx") == ["We bake it slowly.", "A quote."]


def test_a_change_in_a_docx_leaves_every_other_member_as_it_was() -> None:
    data = docx(f"<w:p>{run('Ben: “We ba')}{run('ke &lt;it&gt; fast.”')}</w:p>")
    draft = read_draft(data, "draft.docx")
    begin = draft.text.index("bake")
    changed = written(draft, [Change(begin, begin + 4, "eat & bake")])
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(changed)) as new:
        assert new.namelist() == old.namelist()
        assert new.read("word/media/picture.bin") == old.read("word/media/picture.bin")
        before, after = old.read("word/document.xml"), new.read("word/document.xml")
    assert after == before.replace(b"We ba<", b"We eat &amp; bake<").replace(b">ke &lt;", b"> &lt;")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing",
        docx("<w:p/>", part="other.xml"),
        docx("<w:p>&bomb;</w:p>", head='<!DOCTYPE w [<!ENTITY bomb "b">]>'),
        docx("<w:p><w:t>unclosed"),
        b"\0\1\2 binary",
    ],
)
def test_damaged_and_hostile_files_are_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(DraftError, match=r"^[A-Z][^\n]*\.$"):
        read_draft(data, "draft")


def test_a_docx_that_unpacks_to_more_than_a_document_is_refused() -> None:
    bomb = docx(f"<w:p>{run('a' * 40_000_000)}</w:p>")
    assert len(bomb) < 200_000
    with pytest.raises(DraftError, match="unpacks to more"):
        read_draft(bomb, "draft.docx")


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffBen: “one”\r\n\r\ntwo\r\n".encode(),
        "Ben: “one”".encode("utf-16-le").join([b"\xff\xfe", b""]),
        "Ben: “one” é".encode("utf-16-be").join([b"\xfe\xff", b""]),
        "Ben: “one” \x81".encode("cp1252", "ignore") + b"\x81",
    ],
)
def test_encoding_marks_and_line_ends_come_back_as_they_were(data: bytes) -> None:
    draft = read_draft(data, "draft.txt")
    assert [quotation.text for quotation in quotations(draft)] == ["one"]
    assert written(draft, []) == data


_PIECES = st.lists(
    st.sampled_from(
        ["“a b”", '"c"', "'d'", "„e“", "«f»", "\n\n", "\n", "> ", "# ", "*", "`", "[x](y)", "<b>",
         "</b>", "&amp;", "<!--", "-->", "\\", "word ", "'", '"', "“", "[[a|b]]", "<q>", "---\n",
         "<blockquote>", "…", " said Ben. ", "é", "\r\n", "```\n"]
    ),
    max_size=40,
)  # fmt: skip


@given(_PIECES, st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_any_draft_is_read_and_written_back_unchanged(pieces: list[str], name: str) -> None:
    data = "".join(pieces).encode()
    draft = read_draft(data, name)
    assert written(draft, []) == data
    assert len(draft.text) == len(draft.begins) == len(draft.ends)
    for quotation in quotations(draft):
        assert 0 <= quotation.begin <= quotation.end <= len(draft.text)
        for part in quotation.parts:
            assert quotation.begin <= part.begin <= part.end <= quotation.end


@given(_PIECES, st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_a_change_touches_nothing_but_its_words(pieces: list[str], name: str) -> None:
    source = "".join(["“now here”", *pieces])
    draft = read_draft(source.encode(), name)
    begin = draft.text.find("here")
    if begin < 0:
        return
    changed = written(draft, [Change(begin, begin + 4, "there")]).decode()
    assert changed == source.replace("here", "there", 1)

"""Text of pages in Markdown: shown as it is, never taken for markup."""

import pytest

from pipelines import markdown


@pytest.mark.parametrize(("value", "shown"), [
    ("<b>x</b>", "&#60;b&#62;x&#60;&#47;b&#62;"),
    ("![a](x)", "&#33;&#91;a&#93;&#40;x&#41;"),
    ("a | b", "a &#124; b"),
    ("`x` **y** _z_", "&#96;x&#96; &#42;&#42;y&#42;&#42; &#95;z&#95;"),
    ("&lt;", "&#38;lt;"),
    ("http://a.b", "http&#58;\u2060&#47;&#47;a&#46;b"),
    ("WWW.a.b", "WWW\u2060&#46;a&#46;b"),
    ("a@b", "a\u2060&#64;b"),
    ("one\n\ntwo\u3000three", "one two three"),
    ("right\u202eleft", "right&#92;u202eleft"),
    ("稀土，51％", "稀土，51％"),
    (None, ""),
    (51.0, "51&#46;0"),
    (["a"], "&#91;&#39;a&#39;&#93;"),
])  # fmt: skip
def test_no_character_of_a_value_is_markup(value: object, shown: str) -> None:
    assert markdown.text(value) == shown


def test_a_long_value_is_cut() -> None:
    assert markdown.text("土" * 61) == "土" * 60 + "…"
    assert markdown.text("土" * 60) == "土" * 60


def test_a_table_has_a_head_and_a_line_a_row() -> None:
    assert markdown.table(("a", "b"), [(1, None), ("x|y", 2)]) == (
        "| a | b |\n| --- | --- |\n| 1 |  |\n| x&#124;y | 2 |"
    )


def test_a_picture_stands_in_the_text_itself() -> None:
    assert markdown.picture("<svg/>", "Weeks") == "![Weeks](data:image/svg+xml;base64,PHN2Zy8+)"

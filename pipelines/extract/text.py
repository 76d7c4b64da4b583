"""Bytes to text, and what can be told of a text as a whole: language, truncation."""

import re

import polars as pl

CONTROL = r"[\x00-\x08\x0e-\x1f]"
"""Characters that no page of text holds."""
_BINARY_LOOK = 1000
_HAN = r"\p{Han}"


def decode(content: bytes) -> tuple[str | None, str | None, str | None]:
    """Text, encoding and error of one page: UTF-8 with or without a BOM, else GB18030, else an error with its line."""
    if refusal := _other_format(content):
        return None, None, refusal
    try:
        text, encoding = content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as failure:
        # The codec leaves a BOM out of what it reports on.
        bad, line = failure.object[failure.start], failure.object.count(b"\n", 0, failure.start) + 1
        if failure.reason == "unexpected end of data":
            # Not tried as GB18030, in which some such pages would be legible nonsense.
            return None, None, f"line {line}: the page breaks off in the middle of a character; save it whole"
        try:
            text, encoding = content.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            return (
                None,
                None,
                f"line {line}: byte 0x{bad:02x} is neither UTF-8 nor GB18030; save the page as UTF-8 text",
            )
    return text, encoding, None


def control_in(text: str) -> str | None:
    """Why a text with a control character is no page, with the line of the first one."""
    if (control := re.search(CONTROL, text)) is None:
        return None
    line = text.count("\n", 0, control.start()) + 1
    return f"line {line}: control character 0x{ord(control.group()):02x}; this is not a page of text"


def _other_format(content: bytes) -> str | None:
    """Why bytes that give themselves away at the start are no page: UTF-16, or not text at all."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "line 1: the page is UTF-16; save it as UTF-8 text"
    if (at := content.find(b"\0", 0, _BINARY_LOOK)) >= 0:
        line = content.count(b"\n", 0, at) + 1
        return f"line {line}: control character 0x00; this is not a page of text"
    return None


def language(text: pl.Expr) -> pl.Expr:
    """`zh` where Chinese characters outnumber Latin words, else `en`."""
    han = text.str.count_matches(_HAN)
    words = text.str.count_matches(r"[A-Za-z]{2,}")
    return pl.when(han > words).then(pl.lit("zh")).otherwise(pl.lit("en"))


def is_truncated(text: pl.Expr) -> pl.Expr:
    """True where the text breaks off with an ellipsis."""
    return text.str.contains(r"(?:\.\.\.|…)\s*$")

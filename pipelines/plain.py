"""Text from a page, made harmless to show: no character of it steers a terminal or hides what follows."""


def plain(text: str) -> str:
    """The text with unprintable characters spelled out, line breaks kept."""
    return "".join(char if char.isprintable() or char == "\n" else ascii(char)[1:-1] for char in text)

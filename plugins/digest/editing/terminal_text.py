"""A stranger's text without what would command a terminal or open another line of a header."""


def printable(text: str) -> str:
    """The text with a blank for each character that can't be printed: control characters, line ends, zero widths."""
    return "".join(char if char.isprintable() else " " for char in text)

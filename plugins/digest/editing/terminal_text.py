"""Strangers' text without characters that control a terminal or begin another header line."""


def printable(text: str) -> str:
    """The text with a space for each unprintable character: control characters, line ends, zero-width characters."""
    return "".join(char if char.isprintable() else " " for char in text)

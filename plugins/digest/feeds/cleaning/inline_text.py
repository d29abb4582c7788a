"""Elements within a line that would mean something else, or nothing, as bare text: what stands above or below the line,
pictures of emoji, formulas, marks of footnotes.

"10<sup>6</sup>" is not 106, and "ferry<sup>1</sup>" has a footnote. Digits are written as Unicode has them, which is
what copies and searches keep; what Unicode lacks is written as TeX and plain mail write it, x^(a+b).
"""

import re
from typing import Final

from .html_tree import HtmlElement, HtmlNode, shown_text

_RAISED: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_CAN_BE_RAISED: Final = re.compile(r"[0-9+\-−=()ni,–]*[0-9n][0-9+\-−=()ni,–]*")
_CAN_BE_LOWERED: Final = re.compile(r"[0-9+\-−=(),]*[0-9][0-9+\-−=(),]*")
_EXPONENT: Final = re.compile(r"[b-dj-mp-qu-zα-ω]|.*[+\-−*/^].*")  # not "5th", "2e", "Mme", "No", "TM", "†"
_FOOTNOTE: Final = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z])\s*[\])]?")
_BACK_LINK: Final = re.compile(r"[↩↑⤴^\ufe0e\ufe0f\s]+")  # from a footnote to its mark
_MAX_EMOJI_CHARS: Final = 16  # families and flags are sequences of up to 14
_EMOJI: Final = re.compile(
    "(?:[\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]|[0-9#*]\ufe0f?\u20e3)"
    "[\u200d\ufe0e\ufe0f\u20e3\u2190-\u2bff\U0001f000-\U0001faff\U000e0020-\U000e007f]*"
)
_SMILEY_CLASS: Final = re.compile(r"smil|emoji|emote", re.IGNORECASE)
_FORMULA_CLASS: Final = re.compile(r"\b(?:latex|tex|math|mwe-math|equation|katex)", re.IGNORECASE)
_FORMULA_URL: Final = re.compile(
    r"/latex\.php|/math/render/|codecogs\.com|/cgi-bin/mathtex|/cgi-bin/mimetex", re.IGNORECASE
)
_DISPLAY_STYLE: Final = re.compile(r"\{\\(?:display|text)style\s*(.*)\}", re.DOTALL)  # Wikipedia's alternative texts


def with_inline_text(root: HtmlElement) -> HtmlElement:
    """The tree with such elements as the text that they stand for."""
    return HtmlElement(root.tag, root.attributes, _nodes(root.children)) if _has_any(root) else root


def text_of_picture(attributes: dict[str, str]) -> str:
    """The text that a picture takes the place of, an emoji or a formula; "" where it is a picture."""
    alt, kind = attributes.get("alt", "").strip(), attributes.get("class", "")
    if not alt:
        return ""
    if len(alt) <= _MAX_EMOJI_CHARS and (_EMOJI.fullmatch(alt) or _SMILEY_CLASS.search(kind)):
        return alt
    if _FORMULA_CLASS.search(kind) or _FORMULA_URL.search(attributes.get("src", "")):
        match = _DISPLAY_STYLE.fullmatch(alt)
        return match[1].strip() if match else alt
    return ""


def _has_any(element: HtmlElement) -> bool:
    for child in element.children:
        if isinstance(child, HtmlElement) and (child.tag in ("sup", "sub", "math", "img", "a") or _has_any(child)):
            return True
    return False


def _nodes(nodes: list[HtmlNode]) -> list[HtmlNode]:
    return [text for node in nodes for text in ([node] if isinstance(node, str) else _node(node))]


def _node(element: HtmlElement) -> list[HtmlNode]:
    if element.tag in ("sup", "sub"):
        return _raised(element) if element.tag == "sup" else [_lowered(shown_text(element).strip())]
    if element.tag == "math":
        return [_formula(element)]
    if element.tag == "img":
        return [text_of_picture(element.attributes) or element]
    if element.tag == "a" and element.attributes.get("href", "").startswith("#"):
        text = shown_text(element)
        if text.strip() and _BACK_LINK.fullmatch(text):
            return []
    return [HtmlElement(element.tag, element.attributes, _nodes(element.children))]


def _raised(element: HtmlElement) -> list[HtmlNode]:
    text = shown_text(element).strip()
    links = [child for child in element.children if isinstance(child, HtmlElement) and child.tag == "a"]
    if links and (match := _FOOTNOTE.fullmatch(text)):
        return [HtmlElement("a", links[0].attributes, [f"[{match[1]}]"])]
    if _CAN_BE_RAISED.fullmatch(text):
        return [text.translate(_RAISED)]
    if _EXPONENT.fullmatch(text):
        return [f"^{text}" if len(text) == 1 else f"^({text})"]
    return _nodes(element.children)


def _lowered(text: str) -> str:
    if _CAN_BE_LOWERED.fullmatch(text):
        return text.translate(_LOWERED)
    return f"_{text}" if text.isalnum() else text


def _formula(element: HtmlElement) -> str:
    """A formula as its author wrote it in TeX, else as its alternative text has it, else made of its elements."""
    written = next(
        (_raw_text(note) for note in _annotations(element) if "tex" in note.attributes.get("encoding", "")), ""
    )
    return (written or element.attributes.get("alttext", "") or _linear(element)).strip()


def _annotations(element: HtmlElement) -> list[HtmlElement]:
    found = []
    for child in element.children:
        if isinstance(child, HtmlElement):
            found += [child] if child.tag == "annotation" else _annotations(child)
    return found


def _raw_text(element: HtmlElement) -> str:
    return "".join(child if isinstance(child, str) else _raw_text(child) for child in element.children)


def _linear(element: HtmlElement) -> str:
    parts = [
        child.strip() if isinstance(child, str) else _linear(child)
        for child in element.children
        if isinstance(child, str) or child.tag != "annotation"
    ]
    parts = [part for part in parts if part]
    if element.tag in ("msup", "mover") and len(parts) == 2:
        exponent = parts[1].translate(_RAISED) if _CAN_BE_RAISED.fullmatch(parts[1]) else f"^{_grouped(parts[1])}"
        return parts[0] + exponent
    if element.tag in ("msub", "munder") and len(parts) == 2:
        return parts[0] + (_lowered(parts[1]) if parts[1].isalnum() else f"_{_grouped(parts[1])}")
    if element.tag == "mfrac" and len(parts) == 2:
        return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
    return f"√{_grouped(''.join(parts))}" if element.tag == "msqrt" else "".join(parts)


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"

"""Suggests what was probably meant by a wrong key, table or value in subscriptions.toml."""

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final, get_args, get_type_hints

from .subscriptions import LANGUAGE_TAG, FetchSettings, FilterRules, RetentionSettings, Subscription, VersionSettings

TABLES: Final[Mapping[str, type]] = {
    "feed": Subscription,
    "fetch": FetchSettings,
    "filter": FilterRules,
    "retention": RetentionSettings,
    "versions": VersionSettings,
}
KEYS: Final = {table: tuple(field.name for field in fields(record)) for table, record in TABLES.items()}
SHOWN_CHARS: Final = 80  # of a value
_LEAST_LIKENESS: Final = 0.6  # difflib's own measure of a close match
_SECRET_KEYS: Final = re.compile(r"(?i)credential|passw|token|secret|auth|user|login|key")
# The names of the keys in other programs, formats and languages, without spaces, hyphens and underscores.
OTHER_NAMES: Final = {
    "url": ("link", "href", "address", "feed", "xmlurl", "feedurl", "uri", "source", "rss", "adresse"),
    "name": ("title", "label", "text", "titel", "publisher"),
    "section": ("category", "folder", "group", "topic", "kategorie", "rubrik"),
    "lang": ("language", "locale", "sprache"),
    "home": ("site", "website", "homepage", "htmlurl", "siteurl", "page"),
    "about": ("description", "note", "comment", "info"),
    "text": ("fulltext", "content", "scrape"),
    "show": ("display", "excerpt", "full"),
    "images": ("pictures", "picture", "photos", "thumbnails"),
    "interval": ("every", "minutes", "refresh", "ttl", "period", "frequency", "updateinterval"),
    "keep": ("include", "allow", "only", "want", "whitelist"),
    "drop": ("exclude", "block", "ignore", "skip", "reject", "blacklist", "filter"),
    "credentials": ("password", "auth", "login", "user", "username", "token"),
    "contact": ("email", "mail", "from", "useragent"),
    "timeout_s": ("timeout",),
    "allow_private": ("private", "allowlocal", "allowhosts"),
    "connections": ("workers", "threads", "parallel", "jobs"),
    "page_delay_s": ("delay", "pagedelay", "pause"),
    "thin": ("slim", "shrink", "hide"),
    "store": ("record", "enabled", "history"),
    "max_kb": ("size", "kb", "bytes", "maxbytes", "maxsize"),
    "max_loss": ("loss", "share", "limit"),
}
OTHER_TABLES: Final = {
    "feed": ("subscription", "subscriptions", "source", "sources", "site", "sites", "rss", "channel", "outline"),
    "fetch": ("http", "settings", "options", "network", "general", "config"),
    "filter": ("rules", "filters"),
    "retention": ("expiry", "expire", "archive", "keep", "age"),
    "versions": ("version", "history", "changes", "revisions", "edits"),
}
_LANGUAGES: Final = {  # as people write them
    **dict.fromkeys(("english", "englisch", "anglais"), "en"),
    **dict.fromkeys(("german", "deutsch", "allemand"), "de"),
    **dict.fromkeys(("french", "français", "francais", "französisch"), "fr"),
    **dict.fromkeys(("spanish", "español", "espanol", "spanisch"), "es"),
    **dict.fromkeys(("italian", "italiano", "italienisch"), "it"),
    **dict.fromkeys(("portuguese", "português", "portugues"), "pt"),
    **dict.fromkeys(("russian", "русский"), "ru"),
    **dict.fromkeys(("ukrainian", "українська"), "uk"),
    **dict.fromkeys(("dutch", "nederlands"), "nl"),
    **dict.fromkeys(("polish", "polski"), "pl"),
    **dict.fromkeys(("arabic", "العربية"), "ar"),
    **dict.fromkeys(("chinese", "中文"), "zh"),
    **dict.fromkeys(("japanese", "日本語"), "ja"),
}
_WORDS_OF_VALUES: Final = {"true": 1, "yes": 1, "on": 1, "always": 1, "false": 0, "no": 0, "off": 0, "never": 0}


def similar_word(word: str, words: Sequence[str], other_names: Mapping[str, Sequence[str]]) -> str:
    """The one of `words` that is meant by another word, or misspelt as it; "" where none is."""
    plain = re.sub(r"[\s_-]", "", word[:SHOWN_CHARS]).casefold()
    for own in words:
        if plain == own.replace("_", "") or plain in other_names.get(own, ()):
            return own
    similar = difflib.get_close_matches(plain, words, n=1, cutoff=_LEAST_LIKENESS)
    return similar[0] if similar else ""


def suggested_value(table: str, key: str, value: object) -> str:
    """What was probably meant by a value that doesn't fit, as it would stand in the file; "" where nothing is near."""
    hint = get_type_hints(TABLES[table])[key]
    choices = [str(choice) for choice in get_args(hint) if isinstance(choice, str)]
    is_list = str(hint).startswith("tuple")
    if table == "feed" and key == "keep" and isinstance(value, str) and (period := _period(value)):
        return f'retention = {{ keep = "{period}" }}'
    if is_list and isinstance(value, str) and value.strip():
        return f"{key} = {shown([part.strip() for part in value.split(',') if part.strip()])}"
    if not is_list and isinstance(value, list | tuple) and len(value) == 1 and isinstance(value[0], str):
        return f"{key} = {shown_value(key, value[0])}"
    if choices:
        word = str(value).strip().casefold()
        if word in _WORDS_OF_VALUES:
            return json.dumps(choices[_WORDS_OF_VALUES[word]])
        similar = difflib.get_close_matches(word, choices, n=1, cutoff=0.5)
        return json.dumps(similar[0]) if similar else ""
    if key in ("keep", "thin") and isinstance(value, int) and value > 0 and not is_list:
        return json.dumps(_period(f"{value} days"))
    if not isinstance(value, str):
        return shown(str(value)) if str in (hint, *get_args(hint)) and type(value) in (int, float) else ""
    return _suggested_text(key, value.strip())


def _suggested_text(key: str, text: str) -> str:
    if key in ("url", "home"):
        return _suggested_url(text)
    if key == "slug":
        slug = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:80]
        return json.dumps(slug) if slug else ""
    if key == "lang":
        tag = _LANGUAGES.get(text.casefold()) or text.replace("_", "-").partition(".")[0]
        return json.dumps(tag) if tag != text and re.fullmatch(LANGUAGE_TAG, tag) else ""
    if key in ("thin", "keep"):
        period = _period(text)
        return json.dumps(period) if period and period != text else ""
    number = re.match(r"\d+(?:\.\d+)?", text)
    if key in ("interval", "connections", "connections_per_host", "timeout_s", "page_delay_s") and number:
        return f"{key} = {number[0]}"
    return ""


def _period(text: str) -> str:
    """The period that a text such as "90days", "3 Mon." or "2 Jahre" means; "" where it means none."""
    match = re.fullmatch(r"0*([1-9]\d{0,4})\s*([^\W\d_]+)\.?", text.strip())
    if match is None:
        return ""
    letter = match[2].casefold().translate({ord("t"): "d", ord("j"): "y"})[0]  # Tage and Jahre
    unit = {"d": "day", "w": "week", "m": "month", "y": "year"}.get(letter, "")
    return f"{match[1]} {unit}{'' if match[1] == '1' else 's'}" if unit else ""


def _suggested_url(text: str) -> str:
    """The address with http or https, whichever is nearer, where another scheme or none stands before a host with a dot
    in it."""
    rest = re.sub(r"^(?:[A-Za-z]{2,8}:(?:https?:)?)?/{0,3}", "", text)
    scheme = text.removesuffix(rest).rstrip(":/").rpartition(":")[2]
    similar = difflib.get_close_matches(scheme.casefold(), ("https", "http"), n=1)
    if "@" in rest or not re.match(r"[\w-]+(\.[\w-]+)+(:\d+)?(/|$)", rest) or re.search(r"\s", rest):
        return ""
    return json.dumps(f"{similar[0] if similar else 'https'}://{rest}", ensure_ascii=False)


def shown_value(key: str, value: object) -> str:
    """A value as the file has it; of one that may be secret only its kind."""
    if _SECRET_KEYS.search(key) or (isinstance(value, str) and "@" in value and ":" in value):
        return "…"
    return shown(value)


def shown(value: object) -> str:
    """A value as it would stand in the file, on one line and not longer than a line."""
    if isinstance(value, Mapping):
        return "{ a table }"
    if isinstance(value, list | tuple):
        text = f"[{', '.join(map(shown, value[:5]))}{', …' if len(value) > 5 else ''}]"
    elif isinstance(value, str | bool | int | float):
        text = json.dumps(value, ensure_ascii=False)
    else:
        text = str(value)
    text = "".join(char if char.isprintable() else "�" for char in text)
    return text if len(text) <= SHOWN_CHARS else f"{text[: SHOWN_CHARS - 1]}…"


def shown_key(key: str) -> str:
    """A key that the file has, without what could command a terminal."""
    return "".join(char if char.isprintable() else "�" for char in key[:SHOWN_CHARS])

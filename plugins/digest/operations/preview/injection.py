"""A page with one more script, and a policy that lets it run."""

import re
from html import escape
from html.parser import HTMLParser

_END_OF_HEAD = re.compile(r"</head\s*>", re.IGNORECASE)


def with_script(page: bytes, address: str) -> bytes:
    """`page`, HTML in UTF-8, with the script at `address` of the same server, which may ask that server for more."""
    text = page.decode("utf-8", "surrogateescape")
    script = f'<script src="{escape(address)}" defer></script>'
    end = _END_OF_HEAD.search(text)
    head, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    policies = _Policies()
    policies.feed(head)
    for tag, policy in policies.found:
        meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(relaxed(policy))}">'
        head = head.replace(tag, meta, 1)
    return f"{head}{script}{rest}".encode("utf-8", "surrogateescape")


def relaxed(policy: str) -> str:
    """A content security policy that says the same, but for scripts of the site and requests to it.

    https://www.w3.org/TR/CSP3/: the first directive of a name counts, and `default-src` where one is missing.
    """
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    for name, fallback in (("script-src-elem", ""), ("script-src", "default-src"), ("connect-src", "default-src")):
        sources = directives.get(name, directives.get(fallback, ["*"]))
        if sources != ["*"] and "'self'" not in sources:
            directives[name] = ["'self'", *(source for source in sources if source.lower() != "'none'")]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


class _Policies(HTMLParser):
    """The tags by which a page says its policy, as they stand, with what they say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "content-security-policy":
            self.found.append((self.get_starttag_text() or "", given.get("content") or ""))

"""A page with the script of the preview, and a content security policy that lets it run."""

import re
from html import escape
from html.parser import HTMLParser

_END_OF_HEAD = re.compile(r"</head\s*>", re.IGNORECASE)


def with_script(page: bytes, address: str) -> bytes:
    """`page`, HTML in UTF-8, with the script at `address` of the same server, which may ask that server for more."""
    text = page.decode("utf-8", "surrogateescape")
    script = f'<script src="{escape(address)}" defer></script>'
    end = _END_OF_HEAD.search(text)
    head, body = (text[: end.start()], text[end.start() :]) if end else (text, "")
    policies = _Policies()
    policies.feed(head)
    for tag, policy in policies.tags:
        meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(relaxed(policy))}">'
        head = head.replace(tag, meta, 1)
    return f"{head}{script}{body}".encode("utf-8", "surrogateescape")


def relaxed(policy: str) -> str:
    """A content security policy with the same rules, except that scripts of the site and requests to it are allowed.

    Of several directives of one name the first counts; `default-src` stands for one that is missing:
    https://www.w3.org/TR/CSP3/.
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
    """Collects the tags by which a page says its policy: `tags` has the text of each and the policy."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "content-security-policy":
            self.tags.append((self.get_starttag_text() or "", attributes.get("content") or ""))

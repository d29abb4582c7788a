"""The parameters of a URL that only say where its reader came from, and URLs without them."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

# Sources: Google Analytics' campaign parameters (utm_*) and click ids (gclid, dclid, gbraid, wbraid, gclsrc), Meta's
# fbclid and igshid, Microsoft's msclkid, Mailchimp's mc_cid and mc_eid, Yandex' yclid and _openstat, HubSpot's _hsenc
# and _hsmi, Piwik's pk_*/mtm_*, AT Internet's at_* on BBC links.
_TRACKING: Final = re.compile(
    r"utm_\w+|gclid|dclid|gbraid|wbraid|gclsrc|fbclid|igshid|msclkid|mc_[ce]id|yclid|_openstat|_hsenc|_hsmi"
    r"|pk_(?:campaign|kwd|source|medium)|mtm_\w+|at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)",
    re.IGNORECASE,
)


def without_tracking(url: str) -> str:
    """The absolute URL without tracking parameters. Its fragment stays."""
    if "?" not in url and "#" not in url:
        return url
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, untracked_query(parts.query), parts.fragment))


def untracked_query(query: str) -> str:
    """The query of a URL without tracking parameters. One that has none stays as it is written."""
    if not _TRACKING.search(query):  # of nearly all queries nothing more is asked
        return query
    if not any(_TRACKING.fullmatch(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        return query
    return "&".join(pair for pair in query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0]))

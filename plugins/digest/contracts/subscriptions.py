"""The feeds that the editor follows: every key of `content/subscriptions.toml`, with its limits and its default.

This is the one declaration of the keys. `subscription_file` reads the file by it; `feeds` polls by the records, and
`site` shows names, sections and terms of use from them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Annotated, Any, ClassVar, Final, Literal

# How pydantic reads a record: a key that isn't declared is an error, and blanks around a text don't count.
_STRICT: Final = {"extra": "forbid", "str_strip_whitespace": True}
LANGUAGE_TAG: Final = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"  # BCP 47, without its rarer forms


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value may be; for a message, `expected` says it in words.

    The limits bear the names that pydantic has for them. Pydantic itself isn't imported, since that takes a fifth of a
    second, and only a changed file needs it.
    """

    expected: str
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    gt: float | None = None
    ge: float | None = None
    le: float | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """The schema of the bare type with these limits and this message, as pydantic asks an annotation for it."""
        limits = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "expected"}
        schema = handler(source) | {name: limit for name, limit in limits.items() if limit is not None}
        return {
            "type": "custom-error",
            "schema": {
                "type": "function-before",
                "function": {"type": "no-info", "function": _no_truth_value},
                "schema": schema,
            },
            "custom_error_type": "limits",
            "custom_error_message": f"expected {self.expected}",
        }


def _no_truth_value(value: object) -> object:
    """The value, unless it is one that pydantic would take for the number 0 or 1."""
    if isinstance(value, bool):
        raise ValueError("true and false are no numbers")  # noqa: TRY004  pydantic takes only this one for a fault
    return value


Line = Annotated[
    str,
    Limits(
        "one line of 1 to 200 characters",
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f\u0085\u2028\u2029]+$",
    ),
]
Rule = Annotated[str, Limits("a rule of 1 to 500 characters", min_length=1, max_length=500)]  # see `filter_rule`
HostAndPort = Annotated[
    str, Limits('"host:port", such as "127.0.0.1:8000"', pattern=r"^(\[[0-9a-fA-F:.]+\]|[^\s:/]+):\d{1,5}$")
]

Period = Annotated[
    str,
    Limits(
        'a time such as "90 days", "26 weeks", "6 months" or "2 years", or "forever"',
        pattern=r"^([1-9][0-9]{0,4} (day|week|month|year)s?|forever)$",
    ),
]  # see `retention`


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """The table [fetch]: how every feed is fetched."""

    __pydantic_config__: ClassVar = _STRICT

    # An address or a page by which publishers reach the editor.
    contact: Annotated[str, Limits("at most 200 characters of ASCII", max_length=200, pattern=r"^[\x20-\x7e]*$")] = ""
    # Exact exceptions to the rule that only public addresses are connected to.
    allow_private: tuple[HostAndPort, ...] = ()
    # For one feed, redirects included.
    timeout_s: Annotated[float, Limits("seconds, more than 0 and at most 600", gt=0, le=600)] = 30.0
    # Open at the same time: in all, and to one server.
    connections: Annotated[int, Limits("a number from 1 to 1000", ge=1, le=1000)] = 64
    connections_per_host: Annotated[int, Limits("a number from 1 to 64", ge=1, le=64)] = 2
    # Between two pages of one server, where full texts are read.
    page_delay_s: Annotated[float, Limits("seconds from 0 to 60", ge=0, le=60)] = 1.0
    # Of one run, for the pages and pictures of one server; what is left comes with the next runs.
    server_budget_s: Annotated[float, Limits("seconds from 1 to 3600", ge=1, le=3600)] = 120.0


@dataclass(frozen=True, slots=True)
class FilterRules:
    """Which items are wanted: those in which one of `keep` is found, if there are any, and none of `drop`.

    As the table [filter] they are for the items of every feed, and those of a subscription come on top.
    """

    __pydantic_config__: ClassVar = _STRICT

    keep: tuple[Rule, ...] = ()
    drop: tuple[Rule, ...] = ()


NO_RULES: Final = FilterRules()


@dataclass(frozen=True, slots=True)
class RetentionTerms:
    """How long articles stay: the table [retention.sections.NAME], and `retention` of a subscription.

    After `keep` an article goes with its file, after `thin` its page goes. "" leaves it to the next wider table.
    """

    __pydantic_config__: ClassVar = _STRICT

    keep: Period = ""
    thin: Period = ""


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """The table [retention]: how long articles stay where neither their subscription nor their section says it."""

    __pydantic_config__: ClassVar = _STRICT

    keep: Period = ""
    thin: Period = ""
    # The share of all articles that may go at once: a clock that is wrong must not empty the archive.
    max_loss: Annotated[float, Limits("a share from 0 to 1, such as 0.2", ge=0, le=1)] = 0.2
    sections: Mapping[str, RetentionTerms] = field(default_factory=dict)


NO_TERMS: Final = RetentionTerms()
MAX_VERSIONS: Final = 100  # of one article


@dataclass(frozen=True, slots=True)
class VersionSettings:
    """The table [versions]: how many earlier versions of an article's text are kept. See `kept_versions`."""

    __pydantic_config__: ClassVar = _STRICT

    # "none": of no article, whatever its subscription says.
    store: Literal["all", "none"] = "all"
    # Of one article; where there are more, the first one stays and the second goes.
    keep: Annotated[int, Limits(f"a number from 1 to {MAX_VERSIONS}", ge=1, le=MAX_VERSIONS)] = 12
    max_kb: Annotated[int, Limits("kilobytes from 1 to 10000", ge=1, le=10_000)] = 256


NO_VERSIONS: Final = VersionSettings(store="none")


@dataclass(frozen=True, slots=True)
class Subscription:
    """A table [[feed]]: one feed, and what its publisher and the editor want done with it."""

    __pydantic_config__: ClassVar = _STRICT

    url: Annotated[
        str,
        Limits(
            "an address of at most 2000 characters that begins with http:// or https://",
            pattern=r"^https?://[^\s/]+",
            max_length=2000,
        ),
    ]
    name: Line
    # The last part of its source's address; made from the name where it isn't given.
    slug: Annotated[
        str,
        Limits(
            "at most 80 small letters and digits, with single hyphens between them",
            pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$",
            max_length=80,
        ),
    ] = ""
    section: Line = "News"
    # BCP 47; for items of which the feed doesn't say it.
    lang: Annotated[str, Limits('a language tag, such as "en" or "pt-BR"', pattern=rf"^({LANGUAGE_TAG})?$")] = ""
    # The publisher's front page.
    home: Annotated[
        str,
        Limits(
            "an address of at most 2000 characters that begins with http:// or https://, without blanks",
            pattern=r"^(https?://[^\s]+)?$",
            max_length=2000,
        ),
    ] = ""
    # A sentence on who this is, for the source's page.
    about: Annotated[str, Limits("at most 2000 characters", max_length=2000)] = ""
    show: Literal["excerpt", "full"] = "excerpt"
    # Whose text is stored: the feed's own, or that of the page that an item links to.
    text: Literal["feed", "page"] = "feed"
    # Whether the items' pictures are fetched and shown.
    images: Literal["none", "show"] = "none"
    # Minutes between two polls; 0: as often as the feed publishes.
    interval: Annotated[int, Limits("minutes from 0 to 10080, a week", ge=0, le=10_080)] = 0
    keep: tuple[Rule, ...] = ()
    drop: tuple[Rule, ...] = ()
    retention: RetentionTerms = NO_TERMS
    # Whether earlier versions of its texts are kept, and readers told of changes.
    versions: Literal["keep", "none"] = "keep"
    # The environment variable that holds "user:password", or a whole Authorization value.
    credentials: Annotated[
        str,
        Limits(
            "the name of an environment variable, of letters, digits and _",
            pattern=r"^([A-Za-z_][A-Za-z0-9_]*)?$",
            max_length=100,
        ),
    ] = ""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The whole file, feeds in its order. No two feeds share a slug or a URL."""

    __pydantic_config__: ClassVar = _STRICT

    fetch: FetchSettings = FetchSettings()
    filter: FilterRules = NO_RULES
    feed: tuple[Subscription, ...] = ()
    retention: RetentionSettings = RetentionSettings()
    versions: VersionSettings = VersionSettings()

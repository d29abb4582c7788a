"""What machines read in a page: JSON-LD in the vocabulary of schema.org.

An article belongs to its publisher: its record names the publisher, and `isBasedOn` is the URL of the original.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from markupsafe import Markup

from ...annotate.records import Kind
from ...archive.model.addresses import FRONT, picture_file, source_path, topic_path
from ...archive.model.article import Article, Source
from ...archive.model.topics import Topic
from ...archive.questions.archive import Archive
from ..i18n.date_wording import iso
from .page_links import absolute_article_url

MAX_SUBJECTS = 8  # as many topics as a page has chips
MAX_ITEMS = 30  # as many articles as a page shows of the newest
_TYPES: dict[Kind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "group": "Organization",
    "place": "Place",
    "event": "Event",
    "work": "CreativeWork",
}
# The text of a script element must neither end the element nor open a comment, and JSON may write any character as an
# escape. U+2028 and U+2029 end lines in older JavaScript, which some readers of the data are written in.
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def embedded(data: Mapping[str, Any]) -> Markup:
    """The data as JSON-LD that can stand in a script element as it is."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate can't be written as UTF-8.
    text = text.encode("utf-8", "replace").decode("utf-8").translate(_ESCAPES)
    return Markup(text)  # noqa: S704  every character that HTML would read is escaped


def collection_data(
    archive: Archive,
    path: str,
    name: str,
    description: str,
    articles: Iterable[Article],
    about: Iterable[Topic] = (),
    *,
    with_publisher: bool = False,
    publisher: Source | None = None,
) -> Markup:
    """The JSON-LD of a page that lists articles: a digest, a story, a section, a topic, or the page of `publisher`.

    `about` are the topics of the page. An item has the article's headline and address, and with `with_publisher` also
    its publisher and the URL of its original.
    """
    items = [
        {"@type": "ListItem", "position": position}
        | (
            {"item": _article(archive, article)}
            if with_publisher
            else {"name": article.headline, "url": absolute_article_url(archive, article)}
        )
        for position, article in enumerate(islice(articles, MAX_ITEMS), start=1)
    ]
    page: dict[str, Any] = {
        "@type": "CollectionPage",
        "@id": archive.addresses.absolute(path),
        "url": archive.addresses.absolute(path),
        "name": name,
        "description": description,
        "inLanguage": archive.settings.lang,
        "isPartOf": _site(archive),
    }
    subjects = [_topic(archive, topic) for topic in about]
    if publisher:
        subjects.append(_publisher(archive, publisher))
    if subjects:
        page["about"] = subjects
    if items:
        page["mainEntity"] = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return embedded(page)


def article_data(archive: Archive, article: Article) -> Markup:
    """The JSON-LD of the page of one article."""
    data = _article(archive, article)
    data["isPartOf"] = _site(archive)
    data["mainEntityOfPage"] = data["url"]
    if article.deck:
        data["description"] = article.deck
    if article.picture:
        widest = article.picture.files[-1]
        data["image"] = {
            "@type": "ImageObject",
            "url": archive.addresses.absolute(picture_file(widest.name)),
            "width": widest.width,
            "height": widest.height,
            "creditText": article.picture.credit or article.publisher.name,
        }
    if subjects := [_topic(archive, topic) for topic in archive.topics.in_article(article.id)[:MAX_SUBJECTS]]:
        data["about"] = subjects
    return embedded(data)


def _article(archive: Archive, article: Article) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": article.headline,
        "url": absolute_article_url(archive, article),
        "datePublished": iso(article.date),
        **({"inLanguage": article.lang} if article.lang else {}),
        "publisher": _publisher(archive, article.publisher),
    }
    if article.modified:
        data["dateModified"] = iso(max(article.date, article.modified))
    if article.authors:
        data["author"] = [{"@type": "Person", "name": name} for name in article.authors]
    if article.original:
        data["isBasedOn"] = article.original
    return data


def _publisher(archive: Archive, source: Source) -> dict[str, str]:
    home = {"url": source.home} if source.home else {}
    followed = archive.sources.with_slug(source.slug) is not None
    page = {"@id": archive.addresses.absolute(source_path(source.slug))} if followed else {}
    return {"@type": "NewsMediaOrganization", **page, "name": source.name, **home}


def _topic(archive: Archive, topic: Topic) -> dict[str, str]:
    same = {"sameAs": f"https://www.wikidata.org/wiki/{topic.wikidata}"} if topic.wikidata else {}
    url = archive.addresses.absolute(topic_path(topic.slug))
    return {"@type": _TYPES[topic.kind], "name": topic.name, "url": url, **same}


def _site(archive: Archive) -> dict[str, str]:
    return {"@type": "WebSite", "name": archive.settings.name, "url": archive.addresses.absolute(FRONT)}

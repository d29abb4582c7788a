"""What is asked before a decision, and the line that it writes: each key of the desk leads to one of these."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from unicodedata import category

from ...annotate.actors.actor_files import ACTOR_KINDS, actor_in, load_actors
from ...annotate.records import Kind
from ...archive.questions.archive import Archive
from ...editing.archive_reports import reports_of_name
from ...editing.new_actor_file import drafted_actor_file
from ...editing.short_forms import short_forms
from ...editing.taken_names import MAX_LISTED, described, taken_names
from ...errors import ConfigurationError
from .content_lines import ActorFile, ContentLine, DecisionEntry, correction
from .day_stories import article_at
from .desk_cards import DeskLinks, KeyedLink
from .new_articles import names_in
from .new_names import names_alike, sources_of_name

EVERYWHERE: Final = "everywhere"
_OF_SOURCE: Final = "source:"
_MAX_KEYS: Final = 9


@dataclass(frozen=True, slots=True)
class AskedText:
    """A text that an editor types in. `suggestions` are shown while they do."""

    field: str
    label: str
    value: str
    suggestions: tuple[str, ...] = ()
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers; a digit chooses it."""

    link: KeyedLink
    chosen: bool


@dataclass(frozen=True, slots=True)
class DeskQuestion:
    """What is decided, and on what. `line` is what it writes; None as long as something is still to be said."""

    title: str
    about: str
    line: ContentLine | None
    choices: tuple[Choice, ...] = ()
    texts: tuple[AskedText, ...] = ()
    chosen: str = ""  # the field that the choices answer

    @property
    def typed(self) -> tuple[str, ...]:
        """The fields that an editor answers by typing."""
        return (*(text.field for text in self.texts), "nobody")

    @property
    def start(self) -> str:
        """Where the focus is at first: on the button that writes, on a choice, or on a text to be typed in."""
        if self.line is not None:
            return "write"
        return "choice" if self.choices and self.chosen else "text"


class DeskFields:
    """The fields of a request by name, each with one text or several."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.all = {name: tuple(texts) for name, texts in fields.items()}

    def one(self, name: str) -> str:
        """The text of a field, "" where there is none."""
        return next(iter(self.all.get(name, ())), "")

    def typed(self, name: str) -> str:
        """The text of a field that a person may have typed or pasted, in one line."""
        return " ".join("".join(char if category(char) != "Cc" else " " for char in self.one(name)).split())

    def needed(self, name: str) -> str:
        """The text of a field.

        Raises:
            ConfigurationError: there is none.
        """
        return self.several(name)[0]

    def several(self, name: str) -> tuple[str, ...]:
        """The texts of a field.

        Raises:
            ConfigurationError: there are none.
        """
        texts = tuple(filter(None, self.all.get(name, ())))
        if not texts:
            raise ConfigurationError(f"the address of this page lacks {name!r}: go back, and press the key again")
        return texts


@dataclass(frozen=True, slots=True)
class DeskDecisions:
    """The decisions that can be made on an archive whose editor's files are in `content`."""

    archive: Archive
    content: Path
    links: DeskLinks

    def question(self, fields: DeskFields) -> DeskQuestion:
        """What the fields of a request are about.

        Raises:
            DigestError: something is missing or can't be; the message says what.
        """
        acts: dict[str, Callable[[DeskFields], DeskQuestion]] = {
            "untag": self._untag,
            "merge": self._merge,
            "split": self._split,
            "kind": self._kind,
            "speaker": self._speaker,
            "unquote": self._unquote,
            "follow": self._follow,
            "pin": self._pin,
            "join": self._join,
            "leave": self._leave,
            "lead": self._lead,
        }
        act = acts.get(fields.one("act"))
        if act is None:
            raise ConfigurationError(f"expected one of these decisions: {', '.join(acts)}")
        return act(fields)

    def _untag(self, fields: DeskFields) -> DeskQuestion:
        name = fields.needed("name")
        here, everywhere = dict(self._places(fields, name)), {EVERYWHERE: "everywhere"}
        places = {**here, **everywhere} if fields.one("article") else {**everywhere, **here}
        place = _among(places, fields.one("place") or next(iter(places)))
        line = correction("untag", {"name": name, **_where(place, fields)})
        return DeskQuestion(
            f"“{name}” is no actor", self._headline(fields), line, self._choices(fields, "place", places, place)
        )

    def _merge(self, fields: DeskFields) -> DeskQuestion:
        name, to = fields.needed("name"), fields.typed("to")
        alike = names_alike(self.archive, name)
        _refuse_same(name, to)
        return DeskQuestion(
            f"“{name}” is the same as …",
            "in all articles; the page of the name leads to the other’s",
            correction("rename", {"name": name, "to": to}) if to else None,
            self._choices(fields, "to", {other: other for other in alike[:_MAX_KEYS]}, to),
            (AskedText("to", "Another name" if alike else "Which name is right?", to, alike),),
            chosen="to",
        )

    def _split(self, fields: DeskFields) -> DeskQuestion:
        name, to, words = fields.needed("name"), fields.typed("to"), fields.typed("words")
        places = dict(self._places(fields, name))
        place = _among(places, fields.one("place") or next(iter(places), ""))
        _refuse_same(name, to)
        entry = {"name": name, "to": to, **_where(place, fields), "words": words}
        return DeskQuestion(
            f"“{name}” is somebody else here",
            self._headline(fields),
            correction("rename", entry) if to else None,
            self._choices(fields, "place", places, place),
            (
                AskedText("to", "Who is it here?", to, names_alike(self.archive, name)),
                AskedText("words", "Only where the text has these words", words, needed=False),
            ),
        )

    def _kind(self, fields: DeskFields) -> DeskQuestion:
        name, kind = fields.needed("name"), _kind_of(fields)
        return DeskQuestion(
            f"What is “{name}”?",
            "in all articles",
            correction("kind", {"name": name, "kind": kind}) if kind else None,
            self._choices(fields, "kind", {one: one for one in ACTOR_KINDS}, kind or ""),
            chosen="kind",
        )

    def _speaker(self, fields: DeskFields) -> DeskQuestion:
        path, words = fields.needed("article"), fields.several("words")
        to = fields.typed("to")
        nobody = to == "" and fields.one("nobody") != ""
        article = article_at(self.archive, path)
        found = names_in(self.archive, article) if article else []
        names = [name for name, kind, _ in sorted(found, key=lambda one: one[1] != "person")]
        choices = self._choices(fields, "to", {name: name for name in names[:_MAX_KEYS]}, to)
        unknown = KeyedLink("0", "nobody who is known", self._changed(fields, to="", nobody="yes"))
        said = ({"article": path, "words": part, "speaker": to} for part in words)
        return DeskQuestion(
            "Who said it?",
            " … ".join(words),
            correction("quote", *said) if to or nobody else None,
            (*choices, Choice(unknown, nobody)),
            (AskedText("to", "Somebody else", to, tuple(names)),),
            chosen="to",
        )

    def _unquote(self, fields: DeskFields) -> DeskQuestion:
        path, words = fields.needed("article"), fields.several("words")
        removed: Iterator[dict[str, str | bool]] = ({"article": path, "words": part, "remove": True} for part in words)
        return DeskQuestion("This is no quote", " … ".join(words), correction("quote", *removed))

    def _follow(self, fields: DeskFields) -> DeskQuestion:
        name = fields.needed("name")
        kind = _kind_of(fields)
        folder, index = self.content / "actors", self.archive.index
        actors = load_actors(folder)
        names = reports_of_name(index, actors, name)
        forms = partial(short_forms, index.connection)
        file, text = drafted_actor_file(name, names, folder, kind=kind, short_forms=forms)
        choices = self._choices(fields, "kind", {one: one for one in ACTOR_KINDS}, kind or "")
        actor = actor_in(text, file)
        taken = taken_names(index, actor, (*actors, actor))
        about = "all articles that name it are tagged"
        if taken:
            longer = ", ".join(map(described, taken[:MAX_LISTED]))
            about += f", and those that name {longer}, unless Never in its file has that"
        return DeskQuestion(f"Follow “{name}”", about, ActorFile(file.name, text), choices)

    def _pin(self, fields: DeskFields) -> DeskQuestion:
        story = fields.needed("story")
        return DeskQuestion("Pin this story", self._headline(fields, "story"), DecisionEntry("pin", story))

    def _join(self, fields: DeskFields) -> DeskQuestion:
        story, other = fields.needed("story"), fields.needed("other")
        _refuse_same(story, other)
        about = f"{self._headline(fields, 'story')} — {self._headline(fields, 'other')}"
        return DeskQuestion("These two are one story", about, DecisionEntry("merge", (story, other)))

    def _leave(self, fields: DeskFields) -> DeskQuestion:
        article = fields.needed("article")
        return DeskQuestion(
            "This report is no part of the story", self._headline(fields), DecisionEntry("split", article)
        )

    def _lead(self, fields: DeskFields) -> DeskQuestion:
        article = fields.needed("article")
        about = f"{self._headline(fields)} — its headline, summary and picture are those of the story"
        return DeskQuestion("This report leads the story", about, DecisionEntry("lead", article))

    def _places(self, fields: DeskFields, name: str) -> Iterator[tuple[str, str]]:
        """Where a correction of a name can hold, each with its words."""
        article = article_at(self.archive, fields.one("article")) if fields.one("article") else None
        if article:
            yield "article", "in this article"
            yield f"{_OF_SOURCE}{article.source.slug}", f"in all articles of {article.source.name}"
            return
        for slug, source in sources_of_name(self.archive, name)[: _MAX_KEYS - 1]:
            yield f"{_OF_SOURCE}{slug}", f"in all articles of {source}"

    def _choices(self, fields: DeskFields, field: str, labels: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(KeyedLink(str(number), label, self._changed(fields, **{field: value})), value == chosen)
            for number, (value, label) in enumerate(labels.items(), start=1)
        )

    def _changed(self, fields: DeskFields, **values: str) -> str:
        """The address of the same question with other answers."""
        return self.links.page("decide", {**fields.all, "nobody": "", **values})

    def _headline(self, fields: DeskFields, field: str = "article") -> str:
        path = fields.one(field)
        article = article_at(self.archive, path) if path else None
        return article.headline if article else path


def _kind_of(fields: DeskFields) -> Kind | None:
    return next((kind for kind in ACTOR_KINDS if kind == fields.one("kind")), None)


def _where(place: str, fields: DeskFields) -> dict[str, str]:
    """The keys of a correction that say where it holds."""
    if place == "article":
        return {"article": fields.needed("article")}
    return {"source": place.removeprefix(_OF_SOURCE)} if place.startswith(_OF_SOURCE) else {}


def _among(places: Mapping[str, str], place: str) -> str:
    if place not in places:
        raise ConfigurationError("expected one of the places that are offered: go back, and press the key again")
    return place


def _refuse_same(one: str, other: str) -> None:
    if one == other:
        raise ConfigurationError(f"“{one}” can’t be told from itself: choose another one")

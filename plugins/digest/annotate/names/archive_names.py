"""Names over the whole archive: the spellings of one name under one canonical form, each join by a rule with a name.

A text by itself can't know that its "Evgeny Prigozhin" is everybody else's "Yevgeny Prigozhin", nor which Biden it
means. Here all annotations are seen at once. Nothing depends on their order: every decision is made from numbers of
articles, and ties go to the alphabet. Texts are not needed, so that this is done anew for every build.

    editor       the actor's file has the spelling as an alias or to be merged
    spelling     the same sounds in the same places, or another transliteration of the same given name
    house style  case, dots, article, hyphen, a company's legal form, British or American spelling
    acronym      texts give the expansion, or name both
    pet name     two forms of one given name, and nobody else in the archive has that surname
    surname      nobody else in the archive who is named often has that surname
    beginning    the first words of one longer name that is reported at least as often

A word that names nobody in particular gets no tag: a given name or a surname of several people, "House", "Army".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Final, Literal, TypeAlias

from ..entities.entity_kinds import PARTICLES
from ..lexicon.word_lists import countries, places
from ..records import Actor, Annotation, Kind, Mention
from .ambiguous_names import ambiguous_names
from .spelling_keys import PersonKey, initials, name_key, person_key, surname_sound

Rule = Literal["", "editor", "spelling", "pet name", "house style", "acronym", "surname", "beginning"]

_Named: TypeAlias = tuple[str, Kind]  # a name with what it is taken for
# An archive has half a million mentions, and each is asked.
_NAMED: Final = attrgetter("actor", "kind")
_WRITTEN: Final = attrgetter("actor", "text")

# A surname alone goes to a person of at least so many articles who has at least this share of the articles that name
# a bearer of the surname in full. Of the full names in 5,977 texts of real feeds, each left out in turn, the others
# then give 97.3 % of the surnames to the right person; with 2 articles 94.0 %, with a share of 0.75 95.6 %.
MIN_FULL: Final = 5
MIN_SHARE: Final = 0.9

# Two forms of a given name are one person's from so many articles on; below, a senator is taken for a novelist.
MIN_PET: Final = 3

# Two organisations that so many articles name together, one with the other's initials, are one.
MIN_TOGETHER: Final = 2

# An acronym is the usual name where so many times as many articles use it as write the name out ("NASA", "BBC").
ACRONYM_USUAL: Final = 3


@dataclass(frozen=True, slots=True)
class NameSpelling:
    """One way in which texts write a name, by how many articles do, and the rule that joined it."""

    text: str
    articles: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class CanonicalName:
    """What the archive knows of one name. `spellings` are the most frequent first."""

    name: str
    kind: Kind
    articles: int
    spellings: tuple[NameSpelling, ...]


@dataclass(frozen=True, slots=True)
class ArchiveNames:
    """The canonical name for each name that annotations give, and what is known of each canonical name."""

    canonical: Mapping[str, str]
    details: Mapping[str, CanonicalName]
    untagged: frozenset[str] = frozenset()  # canonical names of which the editor wants no tag, or that name nobody
    _targets: dict[_Named, _Named | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def with_canonical_names(self, annotation: Annotation) -> Annotation:
        """The annotation with every actor and speaker under the canonical name, and mentions of that name's kind.

        Most annotations have those already, and are given back as they are.
        """
        mentions = self._renamed(annotation.mentions)
        title_mentions = self._renamed(annotation.title_mentions)
        quotes = annotation.quotes
        if any(quote.speaker and self._of(quote.speaker) != quote.speaker for quote in quotes):
            quotes = tuple(
                replace(quote, speaker=self._of(quote.speaker)) if quote.speaker else quote for quote in quotes
            )
        roles = annotation.roles
        if any(self._of(role.actor) != role.actor for role in roles):
            roles = tuple(dict.fromkeys(replace(role, actor=self._of(role.actor)) for role in roles))
        if (
            mentions is annotation.mentions
            and title_mentions is annotation.title_mentions
            and quotes is annotation.quotes
            and roles is annotation.roles
        ):
            return annotation
        return replace(annotation, roles=roles, mentions=mentions, title_mentions=title_mentions, quotes=quotes)

    def _of(self, name: str) -> str:
        return self.canonical.get(name, name)

    def _renamed(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        named = list(map(_NAMED, mentions))
        targets = self._targets
        for one in {*named} - targets.keys():
            targets[one] = self._target(*one)
        wanted = [targets[one] for one in named]
        if wanted == named:
            return mentions
        return tuple(
            one if target == name else Mention(one.start, one.end, one.text, *target)
            for one, name, target in zip(mentions, named, wanted, strict=True)
            if target
        )

    def _target(self, name: str, kind: Kind) -> _Named | None:
        """What a mention of a name stands for; None where it gets no tag."""
        known = self.details[self.canonical[name]]
        if known.name in self.untagged:
            return None
        return (name, kind) if (known.name, known.kind) == (name, kind) else (known.name, known.kind)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the annotations say, before anything is joined. Articles are numbered in the order given."""

    articles: Mapping[str, set[int]]
    kinds: Mapping[str, Counter[Kind]]
    surfaces: Mapping[str, Mapping[str, set[int]]]

    def kind(self, name: str) -> Kind:
        """What most articles take the name for."""
        return _most(self.kinds[name])

    def rank(self, name: str) -> tuple[int, bool, int, str]:
        """Sorts names: by number of articles, then without capitals, then the shortest, then the alphabet."""
        return -len(self.articles.get(name, ())), name.isupper(), len(name), name


def archive_names(annotations: Iterable[Annotation], actors: Sequence[Actor] = ()) -> ArchiveNames:
    """The names of an archive, joined. A followed actor's own name is always the canonical one."""
    counted = _counted(annotations)
    joins = _Joins(counted, actors)
    joins.by_the_editor()
    joins.persons()
    joins.pet_names()
    joins.others()
    joins.acronyms()
    joins.surnames()
    joins.beginnings()
    return _summed(counted, joins, actors)


def _counted(annotations: Iterable[Annotation]) -> _Counted:
    articles: dict[str, set[int]] = defaultdict(set)
    kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
    surfaces: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, annotation in enumerate(annotations):
        mentions = (*annotation.title_mentions, *annotation.mentions)
        for name, kind in _kind_of_each(mentions):
            articles[name].add(number)
            kinds[name][kind] += 1
        for name, text in set(map(_WRITTEN, mentions)):
            surfaces[name][" ".join(text.split())].add(number)
    return _Counted(dict(articles), dict(kinds), {name: dict(found) for name, found in surfaces.items()})


def _kind_of_each(mentions: Iterable[Mention]) -> Iterator[_Named]:
    """The names in one text, each with what most of its mentions there take it for."""
    counts = Counter(map(_NAMED, mentions))
    votes: dict[str, Counter[Kind]] = {}
    for (name, kind), count in counts.items():
        votes.setdefault(name, Counter())[kind] = count
    return ((name, _most(said)) for name, said in votes.items())


def _most(votes: Counter[Kind]) -> Kind:
    if len(votes) == 1:  # of ten, nine
        return next(iter(votes))
    return min(votes.items(), key=lambda item: (-item[1], item[0]))[0]


class _Joins:
    """Which name goes under which, and by what rule. A name that something was joined to is joined to nothing later
    that would part them: joins are followed to their end."""

    def __init__(self, counted: _Counted, actors: Sequence[Actor]) -> None:
        self.counted = counted
        self.actors = {actor.name: actor for actor in actors}
        self.under: dict[str, str] = {}
        self.rules: dict[str, Rule] = {}
        self._own = {
            name_key(name): actor.name for actor in actors for name in (actor.name, *actor.aliases, *actor.merge)
        }
        self._plain = {
            name_key(name) for actor in actors for name in actor.aliases if " " not in name and not name.isupper()
        }
        self._never = {actor.name: {name_key(phrase) for phrase in actor.never} for actor in actors}

    def end(self, name: str) -> str:
        """The name under which a name stands by now."""
        while name in self.under:
            name = self.under[name]
        return name

    def by_the_editor(self) -> None:
        """What an actor's file says word for word; an alias of one word was decided by its context, in its text."""
        for actor in self.actors.values():
            for name in actor.merge:
                self._join(name, actor.name, "editor")
            for name in actor.aliases:
                if " " in name:
                    self._join(name, actor.name, "editor")

    def persons(self) -> None:
        """Full names of persons that sound the same, or have two transliterations of one given name."""
        groups: dict[tuple[str, str], list[tuple[PersonKey, str]]] = defaultdict(list)
        spelled = [(name, actor.name) for actor in self.actors.values() for name in (actor.name, *actor.aliases)]
        spelled += ((name, name) for name in self._open("person"))
        for spelling, name in spelled:
            if key := person_key(spelling):
                groups[key.given, key.surname].append((key, name))
        for group in groups.values():
            self._join_fitting(group)

    def pet_names(self) -> None:
        """Two forms of a given name, one of them often, with a surname that nobody else in the archive has."""
        bearers: dict[str, list[tuple[PersonKey, str]]] = defaultdict(list)
        articles = self._articles()
        for name in sorted(articles, key=lambda one: (one not in self.actors, self.counted.rank(one))):
            if self._is_person(name) and (key := person_key(name)):
                bearers[key.surname].append((key, name))
        for (first, known), *others in bearers.values():
            if others and len(articles[known]) >= MIN_PET and all(first.fits(key, pet=True) for key, _ in others):
                for _, name in others:
                    self._join(name, known, "pet name")

    def others(self) -> None:
        """Names that differ in house style only. A plain alias that its text gave to nobody followed stays apart."""
        groups: dict[str, list[str]] = defaultdict(list)
        for name in self._open():
            groups[name_key(name)].append(name)
        for key, names in groups.items():
            if key not in self._plain:
                for name in names:
                    self._join(name, self._own.get(key, names[0]), "house style")

    def acronyms(self) -> None:
        """Acronyms with the one name that texts expand them to or name beside them."""
        by_initials: dict[str, list[str]] = defaultdict(list)
        for name in self._open("organisation"):
            if short := initials(name):
                by_initials[short].append(name)
        for acronym, long in self._expanded(by_initials).items():
            used = len(self.counted.articles[acronym])
            if acronym in self.actors or (
                long not in self.actors and used >= ACRONYM_USUAL * len(self.counted.articles[long])
            ):
                self._join(long, acronym, "acronym")
            else:
                self._join(acronym, long, "acronym")

    def surnames(self) -> None:
        """Surnames alone, with the one person who has nearly all the articles of those with that surname."""
        bearers: dict[str, list[str]] = defaultdict(list)
        articles = self._articles()
        for name in articles:
            key = person_key(name)
            if key and self._is_person(name):
                bearers[key.surname].append(name)
        for name in self._open():
            if not _is_surname(name) or name_key(name) in self._own:
                continue
            if self.counted.kind(name) != "person" and not self._is_read_as_person(name):
                continue
            full = sorted(bearers.get(surname_sound(name), ()), key=lambda one: (-len(articles[one]), one))
            if not full or len(articles[full[0]]) < MIN_FULL:
                continue
            if len(articles[full[0]]) >= MIN_SHARE * sum(len(articles[one]) for one in full):
                self._join(name, full[0], "surname")

    def beginnings(self) -> None:
        """Several first words of the one longer name that begins so and has as many articles: "Black Lives"."""
        articles = self._articles()
        longer: dict[str, list[str]] = defaultdict(list)
        for name in articles:
            parts = name.split()
            for number in range(2, len(parts)):
                longer[" ".join(parts[:number])].append(name)
        for name in self._open():
            every = longer.get(name, ())
            if len(every) == 1 and self.counted.kind(name) not in {"person", "place"} and name not in places():
                (whole,) = every
                if len(articles[whole]) >= len(articles[name]) and self.end(whole) != name:
                    self._join(name, whole, "beginning")

    def _is_read_as_person(self, name: str) -> bool:
        """Whether some text takes the name for a person that others take for an organisation: "Trump"."""
        return self.counted.kind(name) == "organisation" and bool(self.counted.kinds[name]["person"])

    def _is_person(self, name: str) -> bool:
        actor = self.actors.get(name)
        return (actor.kind if actor else self.counted.kind(name)) == "person"

    def _articles(self) -> dict[str, set[int]]:
        """The articles of each name with all that is joined to it by now."""
        found: dict[str, set[int]] = defaultdict(set)
        for name, numbers in self.counted.articles.items():
            found[self.end(name)] |= numbers
        return found

    def _open(self, kind: Kind | None = None) -> list[str]:
        """The names of a kind that are joined to nothing yet and followed by nobody, in order of rank."""
        names = (name for name in self.counted.articles if name not in self.under and name not in self.actors)
        return sorted((name for name in names if kind in {None, self.counted.kind(name)}), key=self.counted.rank)

    def _join_fitting(self, named: Sequence[tuple[PersonKey, str]]) -> None:
        """Each name, the followed ones first and then by rank, goes to the first group all of whose names it fits."""
        groups: list[list[tuple[PersonKey, str]]] = []
        for key, name in named:
            group = next((one for one in groups if all(key.fits(other) for other, _ in one)), None)
            if group is None:
                groups.append([(key, name)])
            else:
                group.append((key, name))
                self._join(name, group[0][1], "spelling")

    def _expanded(self, by_initials: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Acronym -> the name that at least nine in ten of the articles with evidence give it."""
        evidence: dict[str, Counter[str]] = defaultdict(Counter)
        names = {name_key(name).upper().replace(" ", ""): name for name in reversed(self._open())}
        articles = self._articles()
        for short, longs in by_initials.items():
            acronym = names.get(short)
            if acronym is None or " " in acronym:
                continue
            for long in longs:
                together = len(articles[acronym] & articles[long])
                written = len(self.counted.surfaces[long].get(acronym, ()))  # the text itself gave the expansion
                if together >= MIN_TOGETHER or written:
                    evidence[acronym][long] += together + written
        found = {}
        for acronym, counts in evidence.items():
            best, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
            if count >= MIN_SHARE * counts.total():
                found[acronym] = best
        return found

    def _join(self, name: str, to: str, rule: Rule) -> None:
        if name in self.under or name in self.actors or name_key(name) in self._never.get(to, ()):
            return
        if name != (end := self.end(to)):
            self.under[name] = end
            self.rules[name] = rule


def _is_surname(name: str) -> bool:
    """Whether a name may be a surname alone: one word, or one after its particle, that is no place."""
    parts = name.split()
    alone = len(parts) == 1 or (len(parts) > 1 and parts[0].lower() in PARTICLES)
    return alone and name not in countries() and name not in places()


def _summed(counted: _Counted, joins: _Joins, actors: Sequence[Actor]) -> ArchiveNames:
    followed = {actor.name: actor for actor in actors}
    canonical = {name: joins.end(name) for name in (*counted.articles, *joins.under, *followed)}
    members: dict[str, list[str]] = defaultdict(list)
    for name in counted.articles:
        members[canonical[name]].append(name)
    known = {}
    for name, names in members.items():
        kinds: Counter[Kind] = Counter()
        for one in names:
            kinds.update(counted.kinds[one])
        kind = followed[name].kind if name in followed else _most(kinds)
        articles = set().union(*(counted.articles[one] for one in names))
        known[name] = CanonicalName(name, kind, len(articles), _spellings(counted, joins, names))
    untagged = {actor.name for actor in actors if not actor.tagged}
    vague = ambiguous_names({name: one.kind for name, one in known.items()}) - followed.keys()
    return ArchiveNames(canonical, known, frozenset(untagged | vague))


def _spellings(counted: _Counted, joins: _Joins, names: Iterable[str]) -> tuple[NameSpelling, ...]:
    articles: dict[str, set[int]] = defaultdict(set)
    rules: dict[str, Rule] = {}
    for name in sorted(names, key=counted.rank):
        for surface, numbers in counted.surfaces[name].items():
            articles[surface] |= numbers
            rules.setdefault(surface, joins.rules.get(name, ""))
    found = [NameSpelling(surface, len(numbers), rules[surface]) for surface, numbers in articles.items()]
    return tuple(sorted(found, key=lambda one: (-one.articles, one.text)))

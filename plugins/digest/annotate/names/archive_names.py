"""Names over the whole archive: the spellings of one name under one canonical form.

A text by itself can't know that its "Evgeny Prigozhin" is everybody else's "Yevgeny Prigozhin", nor which Biden it
means. Here all annotations are seen at once. The result does not depend on their order: every decision is made from
numbers of articles, and ties go to the alphabet. No texts are needed, so that names are joined anew for every build.

Each join is made by a rule that has a name and a module, in this order:

    editor       name_joins         the actor's file has the spelling as an alias or to be merged
    spelling     person_joins       the same sounds in the same places, or another transliteration of one given name
    pet name     person_joins       two forms of one given name, and nobody else in the archive has that surname
    house style  house_style_joins  case, dots, article, hyphen, a company's legal form, British or American spelling
    acronym      acronym_joins      texts give the expansion, or name both
    surname      person_joins       nobody else in the archive who is named often has that surname
    beginning    beginning_joins    the first words of one longer name that is reported at least as often

A name that could be several bearers' gets no tag: a given name or a surname of several people, "House", "Army"
(`ambiguous_names`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ..records import Actor, Annotation, Kind
from .acronym_joins import join_acronyms
from .ambiguous_names import ambiguous_names
from .beginning_joins import join_beginnings
from .canonical_names import ArchiveNames, CanonicalName, JoiningRule, NameSpelling
from .house_style_joins import join_house_styles
from .name_counts import NameCounts, count_names, most_frequent_kind
from .name_joins import NameJoins
from .person_joins import join_pet_names, join_spellings, join_surnames


def archive_names(annotations: Iterable[Annotation], actors: Sequence[Actor] = ()) -> ArchiveNames:
    """The names of an archive, joined. A followed actor's own name is always the canonical one."""
    counts = count_names(annotations)
    joins = NameJoins(counts, actors)
    joins.join_as_the_editor_says()
    join_spellings(joins)
    join_pet_names(joins)
    join_house_styles(joins)
    join_acronyms(joins)
    join_surnames(joins)
    join_beginnings(joins)
    return _joined(counts, joins, actors)


def _joined(counts: NameCounts, joins: NameJoins, actors: Sequence[Actor]) -> ArchiveNames:
    followed = {actor.name: actor for actor in actors}
    canonical = {name: joins.canonical(name) for name in (*counts.articles, *joins.joined_names(), *followed)}
    members: dict[str, list[str]] = defaultdict(list)
    for name in counts.articles:
        members[canonical[name]].append(name)
    details = {}
    for name, names in members.items():
        kinds: Counter[Kind] = Counter()
        for member in names:
            kinds.update(counts.kinds[member])
        kind = followed[name].kind if name in followed else most_frequent_kind(kinds)
        articles = set().union(*(counts.articles[member] for member in names))
        details[name] = CanonicalName(name, kind, len(articles), _spellings(counts, joins, names))
    unwanted = {actor.name for actor in actors if not actor.tagged}
    ambiguous = ambiguous_names({name: canonical_name.kind for name, canonical_name in details.items()})
    return ArchiveNames(canonical, details, frozenset(unwanted | (ambiguous - followed.keys())))


def _spellings(counts: NameCounts, joins: NameJoins, names: Iterable[str]) -> tuple[NameSpelling, ...]:
    articles: dict[str, set[int]] = defaultdict(set)
    rules: dict[str, JoiningRule] = {}
    for name in sorted(names, key=counts.rank):
        for surface, numbers in counts.surfaces[name].items():
            articles[surface] |= numbers
            rules.setdefault(surface, joins.rules.get(name, ""))
    spellings = [NameSpelling(surface, len(numbers), rules[surface]) for surface, numbers in articles.items()]
    return tuple(sorted(spellings, key=lambda spelling: (-spelling.articles, spelling.text)))

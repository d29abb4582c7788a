"""Names over the whole archive: all spellings of a name get one canonical name.

A single text doesn't show that its "Evgeny Prigozhin" is the "Yevgeny Prigozhin" of other texts, nor which Biden it
means. This module gets all annotations at once. The result does not depend on their order: all decisions depend on
numbers of articles, and on the alphabet if these are equal. No texts are needed, so names are joined from scratch in
every build.

The rules that join names, in this order, each with its module:

    editor       name_joins         the actor's file has the spelling in Aliases or Merge
    spelling     person_joins       a spelling that sounds the same (`spelling_keys`), or another transliteration of the
                                    given name: "Evgeny" and "Yevgeny" share a line of lexicon/data/given_variants.txt
    pet name     person_joins       two forms of one given name (a line of given_variants.txt that begins with "~"), if
                                    nobody else in the archive has that surname
    house style  house_style_joins  case, dots, article, hyphen, a company's legal form, British or American spelling
    acronym      acronym_joins      texts expand the acronym, or name both
    surname      person_joins       a surname alone, if the archive often names only one person with it
    beginning    beginning_joins    the first words of a single longer name that has at least as many articles

A name that several actors could have gets no tag: a given name or a surname of several people, "House", "Army"
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
    """The names of an archive, joined. The canonical name of a followed actor is always the title of its file."""
    canonical, details = join_names(count_names(annotations), actors)
    followed = {actor.name for actor in actors}
    unwanted = {actor.name for actor in actors if not actor.tagged}
    ambiguous = ambiguous_names({name: canonical_name.kind for name, canonical_name in details.items()})
    return ArchiveNames(canonical, details, frozenset(unwanted | (ambiguous - followed)))


def join_names(counts: NameCounts, actors: Sequence[Actor] = ()) -> tuple[dict[str, str], dict[str, CanonicalName]]:
    """Every name that was counted or joined -> its canonical name; and every canonical name in articles -> its kind,
    number of articles and spellings."""
    joins = NameJoins(counts, actors)
    joins.join_as_the_editor_says()
    join_spellings(joins)
    join_pet_names(joins)
    join_house_styles(joins)
    join_acronyms(joins)
    join_surnames(joins)
    join_beginnings(joins)
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
    return canonical, details


def _spellings(counts: NameCounts, joins: NameJoins, names: Iterable[str]) -> tuple[NameSpelling, ...]:
    articles: dict[str, set[int]] = defaultdict(set)
    rules: dict[str, JoiningRule] = {}
    for name in sorted(names, key=counts.rank):
        for surface, numbers in counts.surfaces[name].items():
            articles[surface] |= numbers
            rules.setdefault(surface, joins.rule_by_name.get(name, ""))
    spellings = [NameSpelling(surface, len(numbers), rules[surface]) for surface, numbers in articles.items()]
    return tuple(sorted(spellings, key=lambda spelling: (-spelling.articles, spelling.text)))

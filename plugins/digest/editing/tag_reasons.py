"""Why an article has the tags that it has, and why it lacks one."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from ..annotate.actors.alias_matches import relevant_actors
from ..annotate.names.spelling_keys import name_key
from ..annotate.records import Actor
from ..annotate.text.language import is_english
from .named_article import NameSteps, mentions_in
from .taken_names import taken_reason
from .terminal_text import printable

CONTEXT_CHARS: Final = 50
_RULES: Final[Mapping[str, str]] = {
    "editor": "the actor's file has that name",
    "spelling": "another spelling of the name",
    "pet name": "another form of the given name",
    "house style": "the name in another house style",
    "acronym": "texts write the acronym out",
    "surname": "the archive names one person of that surname",
    "beginning": "the first words of the name",
}


def tag_reasons(steps: NameSteps, actors: Sequence[Actor]) -> list[str]:
    """Lines on each tag of an article: how it is written, and by which rule that is the name; then on what the editor's
    corrections took off."""
    followed = {actor.name: actor for actor in actors}
    tags = dict.fromkeys(mention.actor for _, mention in mentions_in(steps.article.annotation))
    lines = [line for name in sorted(tags) for line in _lines_of_tag(name, steps, followed)]
    before = {mention.actor for _, mention in mentions_in(steps.named)}
    lines += [f"{name}: taken off by corrections.toml" for name in sorted(before - tags.keys())]
    return [printable(line) for line in lines] or ["no name was found in it"]


def _lines_of_tag(name: str, steps: NameSteps, followed: Mapping[str, Actor]) -> list[str]:
    whose = f"followed, {followed[name].slug}.md" if name in followed else "found"
    kinds = {mention.kind for _, mention in mentions_in(steps.article.annotation) if mention.actor == name}
    lines = [f"{name} ({', '.join(sorted(kinds))}; {whose})"]
    for (words, in_title, way), count in _ways(name, steps, followed).items():
        place = "headline" if in_title else "text"
        lines.append(f"{'':4}{place}: {words}{f' {count} times' if count > 1 else ''}: {way}")
    decided = (decision for decision in steps.found.decisions if decision.actor == name)
    lines += [f"{'':4}{decision.text}: {_verdict(decision.tagged)}, {decision.reason}" for decision in decided]
    return lines


def _verdict(is_tagged: bool) -> str:
    return "taken for it" if is_tagged else "not taken for it"


def _ways(name: str, steps: NameSteps, followed: Mapping[str, Actor]) -> Counter[tuple[str, bool, str]]:
    """How often the tag is written in which words, where, and by which way these are the name."""
    found = {(in_title, mention.start): mention.actor for in_title, mention in mentions_in(steps.found)}
    named = {(in_title, mention.start): mention.actor for in_title, mention in mentions_in(steps.named)}
    ways: Counter[tuple[str, bool, str]] = Counter()
    for in_title, mention in mentions_in(steps.article.annotation):
        if mention.actor == name:
            place = (in_title, mention.start)
            words = " ".join(mention.text.split())
            ways[words, in_title, _way(name, words, found.get(place), named.get(place), steps, followed)] += 1
    return ways


def _way(
    name: str,
    words: str,
    found: str | None,
    named: str | None,
    steps: NameSteps,
    followed: Mapping[str, Actor],
) -> str:
    if named != name:
        return f"{named} by itself; corrections.toml makes it {name}"
    if found is None:
        return "a name of the archive, which headlines are searched for"
    if found == name:
        return "a name of its file" if name in followed else "found as a name"
    return _RULES.get(steps.rule(name, words) or steps.rule(name, found), f"found as {found}, which is joined with it")


def missing_tag_reason(name: str, steps: NameSteps, actors: Sequence[Actor]) -> str:
    """Why an article has no tag of a name, or how it comes to have it."""
    followed = {actor.name: actor for actor in actors}
    actor = next((one for one in actors if _is_called(one, name)), None)
    title = actor.name if actor else _as_tagged(name, steps)
    shown = printable(title)
    tags = {mention.actor for _, mention in mentions_in(steps.article.annotation)}
    if title in tags:
        return "\n".join(map(printable, _lines_of_tag(title, steps, followed)))
    if title in {mention.actor for _, mention in mentions_in(steps.named)}:
        return f"{shown}: it was found, and corrections.toml took the tag off or gave it to another"
    reasons = [decision for decision in steps.found.decisions if decision.actor == title and not decision.tagged]
    if reasons:
        lines = [f"{decision.text}: not taken for {title}: {decision.reason}" for decision in reasons]
        return "\n".join(map(printable, lines))
    return printable(_without_decision(title, actor, steps, actors))


def _is_called(actor: Actor, name: str) -> bool:
    return name_key(name) in {name_key(own) for own in (actor.name, *actor.aliases, *actor.merge)}


def _as_tagged(name: str, steps: NameSteps) -> str:
    """The name as the article's tags have it, whatever its case; else as it was asked for."""
    tags = (mention.actor for _, mention in (*mentions_in(steps.article.annotation), *mentions_in(steps.named)))
    return next((tag for tag in tags if name_key(tag) == name_key(name)), " ".join(name.split()))


def _without_decision(title: str, actor: Actor | None, steps: NameSteps, actors: Sequence[Actor]) -> str:
    article = steps.article
    text = f"{article.headline}\n{article.body.text}"
    found = _found_as(title, steps)
    if found:
        others = {mention.actor for _, mention in mentions_in(steps.named) if mention.text in found}
        if others:
            return f"{title}: {', '.join(sorted(found))} is {', '.join(sorted(others))} here: the archive joins the two"
        return f"{title}: it was found, and gets no tag: several could have that name, or its file says Tag: never"
    passage = _passage(text, title)
    if actor and not relevant_actors((actor,), text):
        return f"{title}: none of the names in {actor.slug}.md stands in it; add the one that the text uses to Aliases"
    if actor:
        return f"{title}: a part of a name in {actor.slug}.md stands in it, but no whole name"
    if not passage:
        return f"{title}: neither headline nor text has these words"
    if taken := taken_reason(title, actors):
        return "".join(taken)
    if not is_english(article.body.text, article.lang):
        return f"{title}: {passage}: only followed actors are found in texts of this language ({article.lang or '?'})"
    return f"{title}: {passage}: the words were not taken for a name; following it has them tagged"


def _found_as(title: str, steps: NameSteps) -> set[str]:
    """The words of the text's own names that would be this one."""
    key = name_key(title)
    named = defaultdict(set)
    for _, mention in mentions_in(steps.found):
        named[name_key(mention.actor)].add(mention.text)
        named[name_key(mention.text)].add(mention.text)
    return named.get(key, set())


def _passage(text: str, words: str) -> str:
    place = text.casefold().find(words.casefold())
    if place < 0:
        return ""
    end = place + len(words)
    around = f"{text[max(0, place - CONTEXT_CHARS) : place]}[{text[place:end]}]{text[end : end + CONTEXT_CHARS]}"
    return " ".join(around.split())

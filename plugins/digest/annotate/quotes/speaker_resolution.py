"""Who a phrase of the text names: by name, by role, by pronoun; None where the text does not say."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..entities.person_roles import PersonRoles
from ..entities.text_names import TextNames
from ..lexicon.given_names import Gender
from ..lexicon.honorifics import HONORIFIC_GENDERS
from ..lexicon.role_words import ROLE_CLASSES, ROLE_WORDS
from ..lexicon.word_lists import words
from ..records import Kind, Mention
from ..text.parsed_document import ParsedDocument
from .attribution import RELATIVES, Attribution, Frames
from .speaker_confidence import Rule

PRONOUNS: Final[dict[str, Gender]] = {"he": "m", "she": "f", "him": "m", "her": "f"}
OTHER_PRONOUNS: Final = frozenset(
    {"i", "we", "they", "it", "you", "who", "one", "this", "that", "these", "those", "there", "which"}
)
TIMES: Final = words("times")
BODIES: Final = words("bodies")
CHUNK_ENDS: Final = frozenset({",", "(", "[", "—", "–", "-", "--", ":", ";", "―", "/"}) | RELATIVES
NAMED: Final[dict[Kind, Rule]] = {
    "person": "person named",
    "organisation": "organisation named",
    "group": "organisation named",
    "place": "place named",
    "work": "work named",
    "event": "work named",
}
CAN_SPEAK: Final = frozenset(NAMED) - {"event"}

# Between the names of two who speak together; commas and roles may stand there too.
JOINED: Final = re.compile(r"\band\b|&")

# "the 41-year-old baker" is a person who was named before.
AGED: Final = re.compile(r"the \d{1,3}[- ]year[- ]old\b", re.IGNORECASE)

# "he said, “knew everything”": speech that goes on in small letters was interrupted.
INTERRUPTION: Final = re.compile(r"\w+ \w+, [\"“”„«‘'] ?[a-zà-ÿ]")

# A pronoun reaches back this far for the person it means: about two paragraphs of news.
REACH_CHARS: Final = 900


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the canonical name or None, the words of the text that say so, and how they were understood."""

    name: str | None
    start: int
    end: int
    evidence: str
    gender: Gender | None = None
    plural: bool = False
    rule: Rule = "person named"


@dataclass(slots=True)
class Voices:
    """Finds the voice of a phrase; the persons who were subjects so far are its memory."""

    reading: ParsedDocument
    frames: Frames
    names: TextNames
    roles: PersonRoles
    kinds: dict[str, Kind] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _subjects: list[tuple[int, str, int]] = field(default_factory=list)
    _unread: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kinds = {mention.actor: mention.kind for mention in self.names.mentions}
        self._starts = [mention.start for mention in self.names.mentions]
        self._subjects = sorted(self._person_subjects())
        self._unread = self._unread_subjects()

    def of(self, attribution: Attribution, running: Voice | None) -> Voice | None:
        """The voice that an attribution names; None where it names nobody who could speak."""
        tokens = self.reading.tokens
        first, last, evidence = attribution.first, attribution.last, attribution.evidence
        subject = self.frames.subject(attribution.cue)
        if subject is not None and first <= subject < last:
            parsed = self._mention_at(tokens[subject].start)
            if parsed and parsed.kind == "person":
                return self._joint(subject, parsed, evidence) or self._named(parsed, evidence)
        chunk = self._chunk(first, last)
        if not chunk:
            return None
        head = chunk[-1]
        word = tokens[head].text.lower()
        mention = self._mention_at(tokens[head].start)
        if word in PRONOUNS and mention is None:  # "Ben He" is no pronoun
            return self._pronoun(head, PRONOUNS[word], evidence, running)
        if word == "one" and (named := self._apposed(head, last)):
            return self._named(named, evidence)  # "One of them, Ann Ray, argued"
        if word in OTHER_PRONOUNS:
            return self._other_pronoun(head, word, evidence, running)
        if mention and mention.kind in CAN_SPEAK:
            return self._joint(head, mention, evidence) or self._named(mention, evidence)
        named = self._titled(head) or self._apposed(head, last) or self._past_brackets(head, last)
        if named:
            return self._named(named, evidence)
        if not tokens[head].tag.startswith("N") or tokens[head].text in {'"', "'"}:
            return None
        return self._of_role(chunk, evidence, running)

    def _joint(self, head: int, mention: Mention, evidence: str) -> Voice | None:
        """The voice of two who speak together, "X and Y said": neither is known to have said it, so it has no name.

        Both are named in the words that it spans. None where one speaks alone.
        """
        tokens = self.reading.tokens
        after = mention.end
        joint = None
        for index in self.reading.children[head]:
            token = tokens[index]
            if token.dep == "conj" and token.start >= after and not self.frames.inside[index]:
                joint = self._mention_at(token.start) or joint
        link = self.reading.text[after : joint.start] if joint else ""
        if joint is None or joint.actor == mention.actor or joint.kind not in CAN_SPEAK or not JOINED.search(link):
            return None
        return Voice(None, mention.start, joint.end, f"{evidence}, several speakers", plural=True)

    def _of_role(self, chunk: Sequence[int], evidence: str, running: Voice | None) -> Voice:
        """The voice of a phrase without a name: of who holds that role, of the organisation meant, or nobody's."""
        tokens, head = self.reading.tokens, chunk[-1]
        start, end = tokens[chunk[0]].start, self._with_complement(head)
        name = self.roles.holder(self.reading.text[start:end], start)
        if name:
            return Voice(name, start, end, f"{evidence}, role", self.names.genders.get(name), rule="role")
        aged = self._only_person_before(start) if AGED.search(self.reading.text, start, end) else None
        if aged:
            return Voice(aged, start, end, f"{evidence}, role", self.names.genders.get(aged), rule="role")
        body = self._body(chunk, running)
        if body:
            return Voice(body, start, end, f"{evidence}, organisation", rule="body")
        return Voice(None, start, end, evidence, plural=tokens[head].tag == "NNS")

    def _only_person_before(self, offset: int) -> str | None:
        """The person of whom the text speaks so far, where it names no other outside quotations."""
        named = {
            mention.actor
            for mention in self.names.mentions[: bisect_left(self._starts, offset)]
            if mention.kind == "person" and not self._is_inside(mention.start)
        }
        return named.pop() if len(named) == 1 else None

    def _body(self, chunk: Sequence[int], running: Voice | None) -> str | None:
        """The organisation that "the company" means: the one that spoke last, else the subject named last."""
        tokens = self.reading.tokens
        if [tokens[index].text.lower() for index in chunk[:-1]] != ["the"] or self.frames.words[
            chunk[-1]
        ] not in BODIES:
            return None
        offset = tokens[chunk[0]].start
        if running and running.start < offset and running.name and self.kinds.get(running.name) == "organisation":
            return running.name
        first, last = bisect_left(self._starts, offset - REACH_CHARS), bisect_left(self._starts, offset)
        near = [
            mention.actor
            for mention in self.names.mentions[first:last]
            if mention.kind == "organisation" and not self._is_inside(mention.start)
        ]
        return near[0] if len(set(near)) == 1 else None

    def _named(self, mention: Mention, evidence: str) -> Voice:
        gender = self.names.genders.get(mention.actor)
        return Voice(mention.actor, mention.start, mention.end, evidence, gender, rule=NAMED[mention.kind])

    def _chunk(self, first: int, last: int) -> list[int]:
        """The tokens of a noun phrase up to its first comma, relative or preposition."""
        tokens = self.reading.tokens
        chunk: list[int] = []
        for index in range(first, min(last, len(tokens))):
            token = tokens[index]
            if self.frames.inside[index] or (token.text.lower() in CHUNK_ENDS and not self._joins(index)):
                if chunk:
                    break
                continue
            if token.tag in {"IN", "TO", "VBD", "VBZ", "VBP", "VBG", "WRB", "MD"} and not self._mention_at(token.start):
                if chunk:
                    break
                return []
            if chunk and token.tag in {"RB", "NNP", "NN", "CD", "DT"} and self._is_time(index):
                break
            chunk.append(index)
        while chunk and tokens[chunk[-1]].tag in {"RB", "POS", "CC", "RP", ".", "''", "``"}:
            chunk.pop()
        return chunk

    def _joins(self, index: int) -> bool:
        """Whether a hyphen joins two halves of a word: "co-author"."""
        tokens = self.reading.tokens
        joined = 0 < index < len(tokens) - 1 and tokens[index - 1].end == tokens[index].start
        return joined and tokens[index].end == tokens[index + 1].start and tokens[index].text == "-"

    def _is_time(self, index: int) -> bool:
        return self.frames.words[index] in TIMES

    def _mention_at(self, offset: int) -> Mention | None:
        index = bisect_left(self._starts, offset + 1) - 1
        if index < 0:
            return None
        mention = self.names.mentions[index]
        return mention if mention.start <= offset < mention.end else None

    def _apposed(self, head: int, last: int) -> Mention | None:
        """The name beside a role: "the head of MI6, Richard Moore," and "the comedian Gwen Tallis"; a body's only right
        behind it, "the train operator Norrail"."""
        tokens = self.reading.tokens
        for child in self.reading.children[head]:
            mention = self._mention_at(tokens[child].start) if tokens[child].dep == "appos" else None
            if mention and not self.frames.inside[child] and self._is_called(head, mention):
                return mention
        end = self.reading.first_token_at(self._with_complement(head))
        for position in (end, *range(head + 1, min(last, len(tokens) - 1))):
            if position + 1 < len(tokens) and tokens[position].text == ",":
                mention = self._mention_at(tokens[position + 1].start)
                if mention and mention.kind == "person" and mention.start == tokens[position + 1].start:
                    return mention
                return None
        return None

    def _past_brackets(self, head: int, last: int) -> Mention | None:
        """The person's name after a bracket that follows a role: "the pilot (and baker) Ann Ray"."""
        tokens = self.reading.tokens
        if head + 1 >= last or tokens[head + 1].text != "(":
            return None
        for index in range(head + 2, min(last, len(tokens)) - 1):
            if tokens[index].text == ")":
                mention = self._mention_at(tokens[index + 1].start)
                return mention if mention and mention.kind == "person" else None
        return None

    def _is_called(self, head: int, mention: Mention) -> bool:
        """Whether an apposition to a role is what its bearer is called."""
        beside = mention.start == self.reading.tokens[head].end + 1
        return mention.kind == "person" or (mention.kind == "organisation" and beside)

    def _titled(self, head: int) -> Mention | None:
        """The person whose name ends a title with a complement: "Director-General of Health Dr Ann Ray".

        Between "of" and the name stands what the title is of, in capitals: "the lawyer for Ann Ray" is not she, and
        neither is "the lawyer for the singer Ann Ray".
        """
        tokens = self.reading.tokens
        end = self.reading.first_token_at(self._with_complement(head))
        mention = self._mention_at(tokens[end - 1].start) if end > head + 2 else None
        if mention is None or mention.kind != "person" or mention.end != tokens[end - 1].end:
            return None
        last = self.reading.first_token_at(mention.start) - 1
        if self.frames.words[last].rstrip(".") in HONORIFIC_GENDERS:
            last -= 1
        between = [tokens[index] for index in range(head + 2, last + 1)]
        if (
            not between
            or between[-1].tag not in {"NNP", "NNPS"}
            or any(self._is_office(token.text) for token in between)
        ):
            return None
        return mention

    def _is_office(self, word: str) -> bool:
        small = word.lower().rstrip(".")
        return small in ROLE_WORDS or small in ROLE_CLASSES

    def _with_complement(self, head: int) -> int:
        """End of a role with what it is a role of: "the head" -> "the head of MI6"."""
        tokens = self.reading.tokens
        end = tokens[head].end
        index = head + 1
        if index < len(tokens) and tokens[index].text.lower() in {"of", "for", "at", "with", "from"}:
            index += 1
            while index < len(tokens) and tokens[index].tag.startswith(("N", "DT", "J", "POS", "PRP$")):
                end = tokens[index].end
                index += 1
        return end

    def _pronoun(self, index: int, gender: Gender, evidence: str, running: Voice | None) -> Voice:
        token = self.reading.tokens[index]
        name = self._meant(token.start, gender, running, self._spoken_of(index))
        several = len(self._persons_before(token.start, gender)) > 1
        rule: Rule = "pronoun among several" if several else "pronoun"
        return Voice(name, token.start, token.end, f"{evidence}, {rule}", gender, rule=rule)

    def _other_pronoun(self, index: int, word: str, evidence: str, running: Voice | None) -> Voice | None:
        token = self.reading.tokens[index]
        if word in {"they", "it"} and running and running.plural == (word == "they"):
            return replace(running, start=token.start, end=token.end, evidence=f"{evidence}, pronoun", rule="pronoun")
        if word in {"i", "we", "they", "it", "one"}:
            return Voice(None, token.start, token.end, evidence)
        return None

    def _spoken_of(self, index: int) -> str | None:
        """Whom a speech is about that a pronoun at `index` interrupts, since nobody says "Vane, he said, “knew”" of
        himself."""
        tokens = self.reading.tokens
        if index < 2 or tokens[index - 1].text != "," or not INTERRUPTION.match(self.reading.text, tokens[index].start):
            return None
        mention = self._mention_at(tokens[index - 2].start)
        return mention.actor if mention else None

    def _meant(self, offset: int, gender: Gender, running: Voice | None, but: str | None) -> str | None:
        """The person whom "he" or "she" at `offset` means: the last subject or voice who can be it, `but` for one.

        Subjects of main clauses come first, since what a speaker says is full of other subjects.
        """
        unread = self._last_unread(offset)
        at = running.start if running and running.start < offset and running.name != but else -1
        spoken = running.name if running and at >= 0 and running.name and self._can_be(running.name, gender) else None
        for level in (0, 1):
            subject = self._last_subject(offset, gender, level, but)
            if subject and (spoken is None or subject[0] > at):
                return subject[1] if subject[0] > unread else None
            if spoken:
                return spoken if at > unread else None
        near = self._persons_before(offset, gender) - {but}
        return near.pop() if len(near) == 1 else None

    def _last_subject(self, offset: int, gender: Gender, level: int, but: str | None) -> tuple[int, str] | None:
        number = bisect_left(self._subjects, (offset,)) - 1
        while number >= 0 and offset - self._subjects[number][0] < REACH_CHARS:
            at, name, depth = self._subjects[number]
            if depth <= level and name != but and self._can_be(name, gender):
                return at, name
            number -= 1
        return None

    def _last_unread(self, offset: int) -> int:
        """Where the last subject of a main clause before `offset` looks like a full name that nobody has read; or -1.

        A pronoun that may mean that person means no other.
        """
        number = bisect_left(self._unread, offset) - 1
        return self._unread[number] if number >= 0 else -1

    def _unread_subjects(self) -> list[int]:
        tokens = self.reading.tokens
        found = []
        for index, token in enumerate(tokens[1:], start=1):
            given = tokens[index - 1]
            if (
                token.dep == "nsubj"
                and token.tag == given.tag == "NNP"
                and given.dep == "compound"
                and tokens[token.head].dep == "ROOT"
                and not self.frames.inside[index]
                and self._mention_at(token.start) is None
                and self._mention_at(given.start) is None
                and all(word.text.istitle() and word.text.isalpha() for word in (given, token))
            ):
                found.append(given.start)
        return found

    def _persons_before(self, offset: int, gender: Gender) -> set[str]:
        """Persons who are named within reach before `offset`, outside quotations."""
        first, last = bisect_left(self._starts, offset - REACH_CHARS), bisect_left(self._starts, offset)
        return {
            mention.actor
            for mention in self.names.mentions[first:last]
            if mention.kind == "person" and self._can_be(mention.actor, gender) and not self._is_inside(mention.start)
        }

    def _can_be(self, name: str, gender: Gender) -> bool:
        return self.kinds.get(name, "person") == "person" and self.names.genders.get(name) in {None, "x", gender}

    def _is_inside(self, offset: int) -> bool:
        index = self.reading.first_token_at(offset)
        return index < len(self.frames.inside) and bool(self.frames.inside[index])

    def subject_between(self, start: int, end: int) -> Voice | None:
        """The person who is the only subject of a main clause between two offsets, by name or by pronoun."""
        tokens = self.reading.tokens
        own = self._subjects[bisect_left(self._subjects, (start,)) : bisect_left(self._subjects, (end,))]
        names = {name for _, name, depth in own if depth == 0}
        if len(names) == 1:
            at = next(at for at, _, depth in own if depth == 0)
            mention = self._mention_at(at)
            return self._named(mention, "") if mention else None
        pronouns = [
            index
            for index, token in self.reading.tokens_in(start, end)
            if self.frames.words[index] in {"he", "she"}
            and token.dep in {"nsubj", "nsubjpass"}
            and tokens[token.head].dep == "ROOT"
        ]
        if names or len(pronouns) != 1:
            return None
        return self._pronoun(pronouns[0], PRONOUNS[self.frames.words[pronouns[0]]], "", None)

    def _person_subjects(self) -> list[tuple[int, str, int]]:
        """Where persons are subjects outside quotations, and whether that is in a main clause (0) or below one (1).

        A person in apposition to the subject counts as one: "Her host, the harbour master Piet Doorn, was".
        """
        tokens = self.reading.tokens
        found = []
        for mention in self.names.mentions:
            if mention.kind != "person":
                continue
            for index, _ in self.reading.tokens_in(mention.start, mention.end):
                subject = index
                while tokens[subject].dep == "appos":
                    subject = tokens[subject].head
                if tokens[subject].dep in {"nsubj", "nsubjpass"} and not self.frames.inside[index]:
                    verb = tokens[subject].head
                    while tokens[verb].dep == "conj":
                        verb = tokens[verb].head
                    found.append((mention.start, mention.actor, 0 if tokens[verb].dep == "ROOT" else 1))
        return found

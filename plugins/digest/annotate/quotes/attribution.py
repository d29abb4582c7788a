"""The words around a quotation that say who speaks: which tokens name the speaker, and by which rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..lexicon.reporting_verbs import INVERTED, SAY, SURE
from ..lexicon.word_lists import words
from ..text.parsed_document import ParsedDocument
from .quotation_spans import Quotation

STOPS: Final = frozenset({".", "!", "?", "...", "…", ";"})
# Titles that end with a full stop, before a name.
ABBREVIATIONS: Final = words("abbreviated_titles")
BREAKS: Final = frozenset({",", "(", "[", "—", "–", "--", "-", ":", "―"})

# With these a clause begins that speaks of something else: `,” when Clinton blasted him`.
CLAUSE_OPENERS: Final = words("clause_openers")

# What may stand between a speaker's name and the verb: "Moore later also said".
BETWEEN_TAGS: Final = frozenset({"RB", "MD", "RBR"})
AUXILIARIES: Final = words("auxiliaries")

# "reiterating" has eleven letters; a word of hundreds is rubbish and costs time.
MAX_CUE_CHARS: Final = 20

# Further hops than this from a verb to the subject it shares are errors of the parser.
MAX_HOPS: Final = 4

DASHES: Final = frozenset({"—", "–", "-", "--", "―"})

# A signature is a name with an office or a place at most.
MAX_SIGNATURE_TOKENS: Final = 12

# What follows a dash and has a verb is the next item of a list, and no signature.
FINITE_TAGS: Final = frozenset({"VBZ", "VBP", "VBD", "MD"})

# "“Which bridge?” the general shrugged.": what is longer may speak of something else.
MAX_EXCLAIMED_TOKENS: Final = 4

# What the subject of an attribution is made of.
SUBJECT_TAGS: Final = frozenset({"PRP", "NNP", "DT", "NN", "PRP$", "JJ", "RB", "POS"})

# The mark of a question is looked for so far behind its verb.
MAX_QUESTION_TOKENS: Final = 40

# What somebody's words are called, and what leads from there to them.
SPEECH_NOUNS: Final = words("speech_nouns")
AFTER_NOUN: Final = frozenset({"that", ":", ",", "of"})

RELATIVES: Final = frozenset({"who", "that", "which", "whom"})
PARENTHESES: Final = DASHES | {","}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tokens `first` to `last` (exclusive) that name the speaker, the cue's index, and the rule."""

    first: int
    last: int
    cue: int
    evidence: str


class Frames:
    """One text with its quotations: what stands outside them, and the cues in it."""

    def __init__(self, reading: ParsedDocument, quotations: Sequence[Quotation]) -> None:
        self.reading = reading
        self.quotations = quotations
        self.inside = bytearray(len(reading.tokens))
        self.words = tuple(token.text[:MAX_CUE_CHARS].lower() for token in reading.tokens)
        for quotation in quotations:
            for index, _ in reading.tokens_in(quotation.start, quotation.end):
                self.inside[index] = 1

    @cached_property
    def cues(self) -> tuple[int, ...]:
        """Indices of cue verbs outside quotations."""
        return tuple(index for index in range(len(self.reading.tokens)) if self._is_cue(index, SAY))

    def _is_cue(self, index: int, verbs: frozenset[str]) -> bool:
        token = self.reading.tokens[index]
        word = self.words[index]
        if word not in verbs or self.inside[index]:
            return False
        if token.tag and not token.tag.startswith("VB"):
            # The tagger takes some verbs beside marks for nouns; only the surest are believed against it.
            return token.text.lower() in {
                "said",
                "says",
                "told",
                "adds",
                "tweets",
                "notes",
                "reports",
            } and not token.dep.endswith("obj")
        if token.tag == "VBN" and (token.dep in {"acl", "relcl", "amod"} or self._is_bare_participle(index)):
            return False  # "a company called Arrow" and "to see it repeated" say nothing
        return token.dep not in {"amod", "compound"}

    def _is_bare_participle(self, index: int) -> bool:
        """Whether a participle depends on another verb and has no "has" or "was" of its own."""
        tokens = self.reading.tokens
        helped = any(tokens[child].dep in {"aux", "auxpass"} for child in self.reading.children[index])
        return tokens[index].dep in {"ccomp", "xcomp", "oprd"} and not helped

    def is_passive(self, index: int) -> bool:
        """Whether the subject of a verb is who hears and not who speaks: "has been told", "was asked"."""
        tokens = self.reading.tokens
        if tokens[index].tag != "VBN":
            return False
        return any(tokens[child].dep in {"auxpass", "nsubjpass"} for child in self.reading.children[index])

    def is_cue(self, index: int) -> bool:
        """Whether the token at `index` is a verb of speech outside quotations."""
        return self._is_cue(index, SAY)

    def is_sure(self, index: int) -> bool:
        """Whether the cue at `index` counts also far from a quotation."""
        return self._is_cue(index, SURE)

    def after(self, quotation: Quotation) -> Sequence[int]:
        """Tokens after a quotation, up to the end of its sentence, its paragraph or the next quotation."""
        found: list[int] = []
        paragraph_end = self.reading.paragraphs[quotation.paragraph].end
        index = self.reading.first_token_at(quotation.end)
        while index < len(self.reading.tokens) and not self.inside[index]:
            if self.reading.tokens[index].start >= paragraph_end or self._is_stop(index):
                break
            found.append(index)
            index += 1
        return found

    def before(self, quotation: Quotation) -> Sequence[int]:
        """Tokens before a quotation, back to the beginning of its sentence, its paragraph or the last quotation."""
        found: list[int] = []
        paragraph_start = self.reading.paragraphs[quotation.paragraph].start
        index = self.reading.first_token_at(quotation.start) - 1
        while index >= 0 and not self.inside[index]:
            if self.reading.tokens[index].start < paragraph_start or self._is_stop(index):
                break
            found.append(index)
            index -= 1
        return found[::-1]

    def _is_stop(self, index: int) -> bool:
        """Whether a sentence ends with a mark; "Col." is cut in two by the tokeniser."""
        mark = self.reading.tokens[index]
        if mark.text not in STOPS:
            return False
        before = self.reading.tokens[index - 1] if index else None
        abbreviates = before is not None and before.end == mark.start and self.words[index - 1] in ABBREVIATIONS
        return not (mark.text == "." and abbreviates)

    def subject(self, verb: int, hops: int = 0) -> int | None:
        """Index of the word that is the subject of a verb, shared subjects included; never one inside a quotation."""
        tokens = self.reading.tokens
        # Who is quoted, arrested or not drawn on something may say something: "was quoted as saying".
        kinds = {"nsubj", "csubj", "expl", "nsubjpass"} if hops else {"nsubj", "csubj", "expl"}
        for child in self.reading.children[verb]:
            if tokens[child].dep in kinds and not self.inside[child]:
                if tokens[child].text.lower() in RELATIVES and tokens[verb].dep in {"relcl", "acl"}:
                    return tokens[verb].head
                return child
        head = tokens[verb].head
        if head == verb or hops >= MAX_HOPS:
            return None
        if tokens[verb].dep in {"relcl", "acl"} and not self.inside[head]:
            return head if tokens[head].tag.startswith(("N", "PRP")) else None
        if tokens[verb].dep in {"conj", "xcomp", "advcl", "aux", "pcomp", "prep", "dep"}:
            return self.subject(head, hops + 1)
        return None

    def phrase(self, head: int) -> tuple[int, int]:
        """First and last token (exclusive) of the phrase around a noun, without what a comma sets off."""
        tokens = self.reading.tokens
        first = head
        for child in self.reading.children[head]:
            if child < first and tokens[child].dep in {"det", "compound", "amod", "poss", "nmod", "nummod", "quantmod"}:
                first = self._leftmost(child)
        return first, head + 1

    def _leftmost(self, index: int, depth: int = 0) -> int:
        below = [child for child in self.reading.children[index] if child < index]
        if not below or depth > 8:
            return index
        return min(index, self._leftmost(min(below), depth + 1))

    def following(self, quotation: Quotation) -> Attribution | None:
        """The attribution right after a quotation: "said Moore", "Moore said", "according to Moore", "— Moore"."""
        frame = list(self.after(quotation))
        tokens = self.reading.tokens
        dashed = False
        while frame and tokens[frame[0]].text in DASHES | {","}:
            dashed = dashed or tokens[frame[0]].text != ","
            frame.pop(0)
        if not frame:
            return None
        if self.words[frame[0]] == "as" and len(frame) > 1:
            frame.pop(0)  # ", as the poet put it"
        first = frame[0]
        word = tokens[first].text.lower()
        if word == "according" and len(frame) > 2 and tokens[first + 1].text == "to":
            return Attribution(first + 2, frame[-1] + 1, first, "according-to")
        if self._is_cue(first, SAY) and len(frame) > 1 and word not in {"saying", "adding", "telling", "writing"}:
            if tokens[first].tag in {"VBG", "VB"}:
                return None
            return Attribution(self._past_adverbs(first + 1, frame[-1]), frame[-1] + 1, first, "cue verb")
        verb = self._first_cue(frame[1:])
        if verb is not None and word not in CLAUSE_OPENERS:
            return Attribution(first, verb, verb, "cue verb")
        plain = self._plain_verb(quotation, frame)
        if plain:
            return plain
        is_short = len(frame) <= MAX_SIGNATURE_TOKENS and not any(tokens[index].tag in FINITE_TAGS for index in frame)
        if dashed and is_short and tokens[first].text[:1].isupper():
            return Attribution(first, frame[-1] + 1, first, "signature")
        return None

    def _plain_verb(self, quotation: Quotation, frame: Sequence[int]) -> Attribution | None:
        """The attribution by a verb that is rare beside speech: "“No, stay,” she deadpanned", "groaned Speke".

        A sentence of speech that ends with a comma, at the beginning of its own sentence, leaves nothing else to the
        words that follow it; after a question or a cry they must be all there is.
        """
        tokens = self.reading.tokens
        ending = self.reading.text[quotation.inner_start : quotation.inner_end].rstrip()[-1:]
        if ending not in {",", "?", "!"} or self.before(quotation) or tokens[frame[0]].start - quotation.end > 1:
            return None
        if ending != "," and len(frame) > MAX_EXCLAIMED_TOKENS:
            return None
        if tokens[frame[0]].tag == "VBD" and len(frame) > 1 and tokens[frame[1]].tag in {"NNP", "DT", "PRP$"}:
            return Attribution(frame[1], frame[-1] + 1, frame[0], "cue verb")
        for position, index in enumerate(frame):
            if tokens[index].tag in {"VBD", "VBZ"}:
                return Attribution(frame[0], index, index, "cue verb") if position else None
            if tokens[index].tag not in SUBJECT_TAGS:
                return None
        return None

    def signed(self, quotation: Quotation) -> Attribution | None:
        """The signature in a paragraph of its own: "“It was a fine boat.”", then "— Edmund Sayle, Stell"."""
        tokens, number = self.reading.tokens, quotation.paragraph + 1
        if number >= len(self.reading.paragraphs) or self.after(quotation):
            return None
        paragraph = self.reading.paragraphs[number]
        frame = [index for index, _ in self.reading.tokens_in(paragraph.start, paragraph.end)]
        if not 2 <= len(frame) <= MAX_SIGNATURE_TOKENS or tokens[frame[0]].text not in DASHES or self.inside[frame[-1]]:
            return None
        if tokens[frame[-1]].text in STOPS or not tokens[frame[1]].text[:1].isupper():
            return None
        return Attribution(frame[1], frame[-1] + 1, frame[0], "signature")

    def _past_adverbs(self, index: int, last: int) -> int:
        while index < last and self.reading.tokens[index].tag in {"RB", "RP"}:
            index += 1
        return index

    def _first_cue(self, frame: Sequence[int]) -> int | None:
        """The first cue verb of a frame that is the frame's own verb and not one of a clause inside it."""
        tokens = self.reading.tokens
        for index in frame:
            if not self._is_cue(index, SAY) or tokens[index].tag in {"VBG", "VB"} or self.is_passive(index):
                continue
            previous = tokens[index - 1].text.lower()
            if previous in RELATIVES or previous == "to":
                continue
            return index
        return None

    def leading(self, quotation: Quotation) -> Attribution | None:
        """The attribution before a quotation in its sentence: "Moore said, “…", "According to Moore, “…"."""
        return self._leading(self.before(quotation))

    def introducing(self, number: int) -> Attribution | None:
        """The attribution in the last sentence of paragraph `number`, where it ends with a colon."""
        reading = self.reading
        paragraph = reading.paragraphs[number]
        if not reading.text[paragraph.start : paragraph.end].rstrip().endswith(":"):
            return None
        index = reading.first_token_at(paragraph.end) - 1
        frame: list[int] = []
        while index >= 0 and reading.tokens[index].start >= paragraph.start:
            if self.inside[index] or (reading.tokens[index].text in STOPS and frame):
                break
            frame.append(index)
            index -= 1
        return self._leading(frame[::-1])

    def _leading(self, frame: Sequence[int]) -> Attribution | None:
        if not frame:
            return None
        tokens = self.reading.tokens
        for position in range(len(frame) - 2, -1, -1):
            if tokens[frame[position]].text.lower() == "according" and tokens[frame[position] + 1].text == "to":
                return Attribution(frame[position] + 2, frame[-1] + 1, frame[position], "according-to")
        colon = tokens[frame[-1]].text == ":"
        if owned := self._owned(frame):
            return owned
        for index in reversed(frame):
            if not self._is_cue(index, SAY) or self.is_passive(index):
                continue
            found = self._subject_phrase(index, frame)
            if found:
                return Attribution(*found, index, "colon" if colon else "cue verb")
        if colon:
            subjects = [self._antecedent(index) for index in frame if tokens[index].dep == "nsubj"]
            main = [index for index in subjects if tokens[tokens[index].head].dep == "ROOT"]
            if subject := (main or subjects or [0])[0]:
                return Attribution(*self.phrase(subject), frame[-1], "colon")
            if len(frame) <= 8:
                return Attribution(frame[0], frame[-1], frame[-1], "colon")
        return None

    def _owned(self, frame: Sequence[int]) -> Attribution | None:
        """The attribution by a noun of speech and whose it is: "denied Ann Ray's claim that “…", "his father's words:".

        "His claim" is left to the verbs: it may be the subject's own.
        """
        tokens = self.reading.tokens
        position = len(frame) - 1
        while position > 0 and tokens[frame[position]].text.lower() in AFTER_NOUN:
            position -= 1
        noun = frame[position]
        if position == len(frame) - 1 or self.words[noun] not in SPEECH_NOUNS:
            return None
        for child in self.reading.children[noun]:
            if tokens[child].dep == "poss" and tokens[child].tag.startswith("N") and child >= frame[0]:
                return Attribution(*self.phrase(child), noun, "noun of speech")
        return None

    def _antecedent(self, subject: int) -> int:
        """What a relative pronoun stands for: "Striker Ann Ray, who missed a penalty"; any other subject itself."""
        verb = self.reading.tokens[subject].head
        is_relative = self.words[subject] in RELATIVES and self.reading.tokens[verb].dep == "relcl"
        return self.reading.tokens[verb].head if is_relative else subject

    def _subject_phrase(self, verb: int, frame: Sequence[int]) -> tuple[int, int] | None:
        if verb == frame[0] and len(frame) > 1 and self.words[verb] in INVERTED:
            return verb + 1, frame[-1]  # "Said Ellis: “…"
        if self.reading.tokens[verb].tag == "VBG" and verb > frame[0] and self.reading.tokens[verb - 1].tag == "NNP":
            return self.phrase(verb - 1)  # "footage of Clinton asking, “…"
        subject = self.subject(verb)
        if subject is not None:
            return None if self._is_nobody_s(verb, subject) else self.phrase(subject)
        index = verb - 1
        tokens = self.reading.tokens
        while index >= frame[0] and (tokens[index].tag in BETWEEN_TAGS or tokens[index].text.lower() in AUXILIARIES):
            index -= 1
        if index >= frame[0] and tokens[index].text in PARENTHESES:
            index = self._before_parenthesis(index, frame[0])
        if index >= frame[0] and tokens[index].tag.startswith(("N", "PRP")):
            return self.phrase(index)
        return None

    def _before_parenthesis(self, closing: int, first: int) -> int:
        """The token before a clause that a mark closes: "Ann Ray – who has led the club since May – said"."""
        mark = self.reading.tokens[closing].text
        for index in range(closing - 1, first, -1):
            if self.reading.tokens[index].text == mark:
                return index - 1 if self.words[index + 1] in RELATIVES else closing
        return closing

    def acts(self) -> Iterator[tuple[int, Attribution]]:
        """Every sure cue outside quotations that has a subject, in the order of the text: speech, also indirect."""
        for index in self.cues:
            if not self.is_sure(index) or self._is_asked(index) or self.is_passive(index):
                continue
            subject = self.subject(index)
            if subject is not None and not self.inside[subject] and not self._is_nobody_s(index, subject):
                yield index, Attribution(*self.phrase(subject), index, "cue verb")

    def _is_nobody_s(self, verb: int, subject: int) -> bool:
        """Whether a verb has only "it" for its subject: "it would be fantasy to think"."""
        return self.words[subject] == "it" and self.reading.tokens[verb].tag == "VB"

    def _is_asked(self, index: int) -> bool:
        """Whether a verb stands in a question, which says nothing of what was said."""
        tokens = self.reading.tokens
        for token in tokens[index + 1 : index + MAX_QUESTION_TOKENS]:
            if token.text in STOPS:
                return token.text == "?"
        return False

"""Tests whether a token is a verb of speech outside quotations."""

from ...lexicon.reporting_verbs import REPORTING_VERBS, SURE_REPORTING_VERBS, SURER_THAN_THE_TAGGER
from .quoted_text import QuotedText


def is_reporting_verb(text: QuotedText, index: int) -> bool:
    """Whether the token at `index` is a verb of speech outside quotations."""
    return _is_verb_of(text, index, REPORTING_VERBS)


def is_sure_reporting_verb(text: QuotedText, index: int) -> bool:
    """Whether the token at `index` is a verb of speech even if no quotation is near."""
    return _is_verb_of(text, index, SURE_REPORTING_VERBS)


def is_passive(text: QuotedText, index: int) -> bool:
    """Whether the subject of a verb is the hearer, not the speaker: "has been told", "was asked"."""
    if text.tokens[index].tag != "VBN":
        return False
    return any(text.tokens[child].dep in {"auxpass", "nsubjpass"} for child in text.children[index])


def _is_verb_of(text: QuotedText, index: int, verbs: frozenset[str]) -> bool:
    token = text.tokens[index]
    if text.words[index] not in verbs or text.inside[index]:
        return False
    if token.tag and not token.tag.startswith("VB"):
        # The tagger marks some verbs beside punctuation as nouns; only the surest verbs count against its tag.
        return token.text.lower() in SURER_THAN_THE_TAGGER and not token.dep.endswith("obj")
    if token.tag == "VBN" and (token.dep in {"acl", "relcl", "amod"} or _is_bare_participle(text, index)):
        return False  # "a company called Arrow" and "to see it repeated" report no speech
    return token.dep not in {"amod", "compound"}


def _is_bare_participle(text: QuotedText, index: int) -> bool:
    """Whether a participle depends on another verb and has no auxiliary ("has", "was")."""
    helped = any(text.tokens[child].dep in {"aux", "auxpass"} for child in text.children[index])
    return text.tokens[index].dep in {"ccomp", "xcomp", "oprd"} and not helped

"""Words for the roles that people have, and which of them mean the same role."""

from typing import Final

from .given_names import Gender
from .word_lists import words

# Nouns of offices and professions.
ROLE_WORDS: Final = words("role")

# Word -> the first word of its class. Within one text, all words of a class can mean the same office.
ROLE_CLASSES: Final = {
    word: group.split()[0]
    for group in (
        "head chief boss director leader commander ceo",
        "spokesperson spokesman spokeswoman",
        "chair chairman chairwoman chairperson",
        "lawyer attorney solicitor barrister",
        "prime premier",
        "representative congressman congresswoman rep",
        "senator sen",
        "governor gov",
        "professor prof",
        "general gen",
        "coach manager",
    )
    for word in group.split()
}

# Verb -> the role of its subject: "leads" -> "head".
HOLDING: Final = dict(pair.split(":") for pair in words("holding"))

# Words for a role that show the gender of its holder.
ROLE_GENDERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(("spokesman", "chairman", "congressman", "businessman", "king", "father", "husband", "son"), "m"),
    **dict.fromkeys(("spokeswoman", "chairwoman", "congresswoman", "businesswoman", "queen", "mother", "wife"), "f"),
}

# Words that don't distinguish one office from another.
ROLE_FILLERS: Final = words("role_small")

# Callings that come only before names of persons: "composer Wagner", but not "owner Meta".
CALLINGS: Final = words("role") - words("role_of_any") | words("callings")

# Ranks and callings that are followed by nothing but a person's name.
RANKS: Final = words("ranks")

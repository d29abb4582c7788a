"""How languages inflect names: letters that they add to the beginning or the end of a name."""

import re
from typing import Final

# Arabic and Hebrew attach words such as "and", "in", "to" and "the" to the next word. The rows are pairs: a letter of
# the script, and the prefixes in it.
PREFIXES: Final = (
    (re.compile(r"[\u0600-\u06ff]"), ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "لل", "وب", "ول")),
    (
        re.compile(r"[\u0590-\u05ff]"),
        ("ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "וב", "ול", "ומ", "וש", "שב", "של", "מה"),
    ),
)
# Language code -> the endings that names get in a language with Latin letters: "Prigoschins Söldner", "Wagnera". All
# other languages have OTHER_ENDINGS.
SLAVIC: Final = "a|u|e|i|y|em|om|ie|owi|ovi"
LATIN_ENDINGS: Final = {
    "en": "",
    **dict.fromkeys(("de", "nl", "sv", "da", "no", "nb", "nn"), "s"),
    **dict.fromkeys(("pl", "cs", "sk", "hr", "sl", "bs", "sr"), SLAVIC),
}
# For languages that LATIN_ENDINGS doesn't have. The Romance languages have this ending in the plural only.
OTHER_ENDINGS: Final = "s"

# The ending of a Russian or Ukrainian name -> the endings of the stem in all cases. The first row that matches counts.
# A morphological dictionary gives 344 forms for 48 names from the news. These rows miss one of the forms, and match 24
# other words, most of them for a name of three letters. Every ending after every name would miss 32 forms and match 40
# other words. pymorphy3 would tell most of these words apart, but it needs 31 MB of dictionaries and does not know
# surnames that are in no dictionary.
DECLENSIONS: Final = tuple(
    (re.compile(ending), endings)
    for ending, endings in (
        (
            r"(?:ий|ый|ой|ій)$",
            "ий|ый|ой|ій|ого|ому|ем|ом|им|ым|ім|ие|ые|і|их|ых|ими|ыми|его|ему|ия|ию|ием|ии|ія|ію|ієм|ії",
        ),
        (r"(?:ая|яя)$", "ая|яя|ой|ей|ую|юю|ою|ею|ие|ые|их|ых|им|ым|ими|ыми"),
        (r"(?<=[иі])я$", "я|и|ї|ю|ей|єю|ею"),
        (r"(?:я)$", "я|и|і|ї|е|є|ю|ей|єю|ею|ёй|ям|ями|ях"),
        (r"(?:а)$", "а|ы|и|і|е|у|ой|ою|ей|ею|ої|ій|ам|ами|ах|"),
        (r"(?:о)$", "о|а|у|ові|еві|ом|ем|і"),
        (r"(?:ь)$", "ь|я|ю|ем|єм|ем|е|і|и|ью|ей|ям|ями|ях"),
        (r"(?:й)$", "й|я|ю|ем|єм|е|є|и|ї|єві|ям|ями|ях|ев|їв"),
        (r"(?:ы)$", "ы|ов|ей|ам|ами|ах|"),
        (r"(?<=[бвгґджзклмнпрстфхцчшщ])$", "|а|у|ом|ем|е|і|ові|еві|ы|и|ов|ів|ей|ам|ами|ах|ым|им|ыми|ими|ых|их"),
    )
)
# The endings of a group's or an organisation's name in the plural.
PLURAL_DECLENSION: Final = (re.compile(r"(?:и)$"), "и|ов|ів|ей|ам|ами|ах|ям|ями|ях|")

# The end of a stem -> its end in other cases: "Кравец", "Кравца"; "Харків", "Харкова"; "Павел", "Павла".
ALTERNATING_STEMS: Final = (
    (re.compile(r"(?:ец|єць|ець)$"), "ц"),
    (re.compile(r"ел$"), "л"),
    (re.compile(r"ок$"), "к"),
    (re.compile(r"ек$"), "к"),
    (re.compile(r"ів$"), "[ое]в"),
    (re.compile(r"їв$"), "єв"),
)

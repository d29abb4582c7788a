"""The followed actors, and where a text names them.

In come the editor's files in `content/actors` and a parsed document; out come decisions, each on one name that could be
an actor's, and of them the mentions. The way of the data, each step a module; a module knows those below it:

    actor_files         content/actors/*.md -> Actor records; an error names the file and line of an editor's slip
    actor_mentions      the names in one text -> decisions with their reasons -> mentions
      common_nouns        where a name is only a word: "a Turkey of six kilos", "EVERY CAR"
      word_senses         what the text has in common with the actor's file; what the model takes a name for
      namesakes           others whose name an alias is a part of: "Anna Wagner", "the Amazon basin"
        alias_matches       where a text has an alias; the longest wins; "Vane" alone after "Ottoline Vane"
          alias_patterns      a name as a regular expression: spellings, case, endings in other languages
"""

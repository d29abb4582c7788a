"""The followed actors, and where a text names them.

In come the editor's files in `content/actors` and a parsed document; out come decisions, each on one name that could be
an actor's, and of them the mentions. The way of the data, each step a module; a module knows those below it:

    actor_files       content/actors/*.md -> Actor records; every slip of the editor is an error that names the line
    actor_mentions    the names in one text -> decisions with their reasons -> mentions
      word_senses       what the text and the actor's file have in common; common nouns; what the model takes a name for
      namesakes         others whose name an alias is a part of: "Anna Wagner", "the Amazon basin"
        alias_matches     where a text has an alias; the longest wins; "Vane" after "Ottoline Vane"
          alias_patterns    a name as a regular expression: spellings, case, the endings of other languages
"""

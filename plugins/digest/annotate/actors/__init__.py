"""The followed actors, and their mentions in a text.

The editor's files in `content/actors` and a parsed document come in. For each name that could be an actor's, a decision
goes out; the decisions give the mentions. An indented module is called by the one above it that is indented less:

    actor_files         content/actors/*.md -> Actor records; errors name the file and line of an editor's mistake
    actor_mentions      the names in one text -> decisions with their reasons -> mentions
      sole_surnames       surnames in a headline that only one followed person has
      rival_names         a name of several followed actors: Jordan or Imogen Jordan, one of two Baxters
      common_nouns        occurrences of a name that are only a word: "a Turkey of six kilos", "EVERY CAR"
      word_uses           how the text uses a name that is also a word: "Target practice", "shares of Target"
      calendar_names      "May" and "April" where a date is meant
      state_namesakes     states of the United States and towns in them: "Macon, Georgia", "Orange, California"
      word_senses         words that the text shares with the actor's file; the kind that the model gives a name
      namesakes           longer names with an alias in them: "Anna Wagner", "the Amazon basin"
        alias_matches       occurrences of aliases; the longest one counts; "Vane" alone after "Ottoline Vane"
          alias_patterns      a name as a regular expression: spellings, case, endings in other languages
"""

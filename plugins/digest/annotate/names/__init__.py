"""One canonical name for all spellings of each name in an archive.

All annotations of an archive come in; `ArchiveNames` goes out. A module is called by the one above it that is indented
less:

    archive_names              counts names, joins them by each rule in turn, sums up
      name_counts                annotations -> the articles, kinds and spellings of each name
      person_joins               joins spellings of full names, pet names, surnames alone
      house_style_joins          joins names by case, dots, article, hyphen, legal form, British or American spelling
      acronym_joins              joins an acronym and its full name
      beginning_joins            joins the first words of a longer name with it
        name_joins                 the table of joins that all rules write to; the joins of the editor's files
          spelling_keys              keys that are equal for two spellings of one name
      ambiguous_names            names that several actors could have, which get no tag
    canonical_names            the records that go out; an annotation with its names made canonical
    headline_names             finds known names of the archive in headlines
    name_report                the names of the last build, for the editor's commands (`digest.editing`)
    decision_report            the decisions on ambiguous names in the last build, for the same commands

Nothing is stored here: `digest.archive` joins again the names that a change concerns.
"""

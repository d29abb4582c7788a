"""All annotations of an archive in, one canonical name for the many spellings of each name out.

The way of the data; a module knows those above it that an arrow points from:

    spelling_keys              keys that two spellings of one name share
    canonical_names            the records that come out, and an annotation put under its canonical names
    name_counts                annotations -> how many articles have each name, as what kind, in which spellings
    name_joins                 which name was joined to which by what rule; what the editor's files say
      <- person_joins            spellings of full names, pet names, surnames that stand alone
      <- house_style_joins       case, dots, article, hyphen, legal form, British or American spelling
      <- acronym_joins           an acronym and the name that it stands for
      <- beginning_joins         the first words of a longer name
    ambiguous_names            names that could be several bearers' and get no tag
    archive_names              all of it: counts, joins by each rule in turn, sums up
    headline_names             names that the archive knows, found in headlines too
    name_report, decision_report -> report_file
                               what the editor's commands (`digest.editing`) show of the last build

Nothing is stored: names are joined anew for each build, from annotations without their texts.
"""

"""Commands that help an editor to decide whom to follow, and to find what was reported. They read what the last build
has left in the index of the archive.

An indented module is called by `__main__`:

    __main__           the commands `suggest`, `follow`, `why` and `search`
      archive_reports    names, decisions and stories of the archive, from its index
        corrected_names    the names as the editor's corrections leave them
      suggestions        the most reported names that aren't followed yet
      new_actor_file     writes the file of a new actor, with the kind, spellings and roles that the archive has
      short_forms        the short forms of a name that texts use
      tagging_forecast   which articles the next build tags with a new actor
      taken_names        longer names with a name of the actor in them, which become the actor's
      decision_reasons   why a name was taken for a followed actor, or was not
      found_name_reasons what is known of a name that nobody follows
      named_article      an article with what was found in it at each step
        tag_reasons        why it has its tags, or lacks one
        speaker_reasons    who says its quotes, and by which rule
      story_reasons      why a story stands where it does in its digest
      search_output      the hits of a search as text, JSON or CSV
    terminal_text      strangers' text, made harmless for a terminal and a header; used by the others
"""

"""Commands that help an editor to decide whom to follow, and to find what was reported. They read what the last build
has left in the index of the archive.

An indented module is called by `__main__`:

    __main__           the commands `suggest`, `follow`, `why` and `search`
      archive_reports    names, decisions and stories of the archive, from its index
      suggestions        the most reported names that aren't followed yet
      new_actor_file     writes the file of a new actor, with the kind, spellings and roles that the archive has
      decision_reasons   why a name was taken for a followed actor, or was not
      story_reasons      why a story stands where it does in its digest
      search_output      the hits of a search as text, JSON or CSV
    terminal_text      strangers' text, made harmless for a terminal and a header; used by the others
"""

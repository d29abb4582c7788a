"""What helps an editor to decide whom to follow: commands that read what the last build left in the cache.

    __main__           the commands `suggest`, `follow` and `why`
      suggestions        the most reported names that nobody follows yet
      new_actor_file     the first file of an actor, with what the archive knows of the name
      decision_reasons   why a name was taken for a followed actor, or was not
    terminal_text      a stranger's text, harmless for a terminal and a header

The reports that they read are written by `digest.annotate.names` (name_report, decision_report).
"""

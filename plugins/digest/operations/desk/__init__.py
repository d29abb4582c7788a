"""The desk: a local page over the preview, to go through what is new by keyboard. Each key writes the line into a file
under `content/` that a person would write by hand, shows it before, and can be undone.

What there is to look at, and what is decided:

    __main__           the command: serves the site and the desk, and builds the site repeatedly
      desk_server        the desk over HTTP, for this machine alone
        desk_guard         who is refused: without the token, or from another page
        desk_pages         its pages, from `templates`, `desk.css` and `desk.js`, and what its forms do
          new_articles       the newest articles with their tags and quotes
          new_names          the newest names that nobody follows
          day_stories        the stories of a day with their reports
            desk_cards         the records that the templates are given
            seen_articles      a mark in the cache folder: which articles were seen
          desk_decisions     what is asked before a decision, and which line it is
            content_lines      the line in the text of its file: pure functions
          desk_journal       what was written in this run, and can be taken out again
            content_changes    a file before and after: shown, written, taken back

Nothing else is kept: what was decided stands in `content/`, and the next build shows it.
"""

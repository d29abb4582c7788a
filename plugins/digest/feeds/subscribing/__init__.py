"""The editor's list of feeds, `content/subscriptions.toml`: how feeds get into it and out of it.

    feed_choices          a site's address -> the feeds that it has
    opml                  an OPML list <-> feeds
      opml_document         the list's bytes as XML
    free_names            a name and a slug for each new feed that no other has
    subscription_editing  adds the chosen or listed feeds to the file, takes one out

`subscription_editing` uses `free_names` and the records of `feed_choices` and `opml`. What each key of the file may
hold is declared in `digest.contracts.subscriptions`.
"""

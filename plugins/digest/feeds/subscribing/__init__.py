"""Adds feeds to the editor's list, `content/subscriptions.toml`, and removes them.

    feed_choices          a site's address -> its feeds
    opml                  an OPML list <-> feeds
      opml_document         the list's bytes as XML
    free_names            a name and a slug for each new feed that no other has
    subscription_editing  adds chosen or listed feeds to the file, removes one

`subscription_editing` uses `free_names` and the records of `feed_choices` and `opml`. The keys of the file
and their values are declared in `digest.contracts.subscriptions`.
"""

"""A news digest: feeds come in, an annotated static site goes out.

The way of the data, each step a package that can be used and tested by itself:

    content/subscriptions.toml
        -> feeds      polls feeds over HTTP into Markdown files         python -m digest.feeds
    archives, other readers' exports
        -> importing  imports them by the same rules                    python -m digest.importing
    content/news/YYYY/MM/DD/*.md, content/actors/*.md
        -> annotate   mentions of actors, quotes, credits of a text     python -m digest.annotate
        -> stories    articles on one event, joined and ranked          python -m digest.stories
        -> archive    all of it in an index, which a change costs what it concerns
        -> site       the Pelican plugin: pages and feeds as views
        -> incremental (beside this package) writes what changed into output/

    operations   what a person or a timer starts: the scheduled run, build, publishing, preview, demonstration
    editing      commands that help an editor to decide whom to follow
    contracts    files under content/ that several packages read: subscriptions, article header, feed status, kept pages
    markup       the one policy of which HTML may stay, and the tokens of sanitised HTML
    batches      work in batches by other processes, of this machine or of several
    storage      files that are replaced whole, caches that may be lost, keys made of code
    command_parser  parsers of commands, whose messages call a program as it was typed
    json_log     the log as JSON Lines, where the environment asks for it
    similar_names  what was probably meant by a name that isn't known
    errors       the errors that each of them raises on purpose

How to read the maps in the `__init__` of each package: an indented module is called by the nearest line above it that
is indented less. `A <- B` means that A imports B. An arrow `->` between things (not modules) means "becomes".

`feeds`, `annotate`, `stories`, `archive` and `site` may import `contracts`, `markup`, `storage`, `command_parser`,
`json_log`, `similar_names` and `errors`; `annotate`, `stories` and `site` also `batches` (but for its module that talks
to a cluster);
`importing` also `feeds`; `stories` the records of `annotate`; `archive` also `annotate`, `stories`, and `site` also
these and `archive`, both the public names of `incremental`. `operations` and `editing` tie them together.
`tests/test_import_rules.py` enforces this.
"""

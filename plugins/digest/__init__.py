"""A news digest: feeds in, an annotated static site out.

The way of the data, each step a room that can be used and tested by itself:

    content/subscriptions.toml
        -> feeds      polls feeds over HTTP into Markdown files       python -m digest.feeds
    content/news/YYYY/MM/DD/*.md, content/actors/*.md
        -> annotate   mentions of actors, quotes, credits of a text   python -m digest.annotate
        -> stories    articles on one event, joined and ranked        python -m digest.stories
        -> site       the Pelican plugin: pages and feeds as views
        -> incremental (beside this package) writes what changed into output/

`refresh` is the scheduled run over all of it. Arrows are imports as well: nothing imports against them.
"""

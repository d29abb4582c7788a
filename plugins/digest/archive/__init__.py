"""The archive as an index: all articles with what was found in them, in one SQLite file that is brought up to date.

model   the records: articles, topics, events, quotes, sources, settings; and in `addresses` every path of the site
"""

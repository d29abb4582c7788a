"""The archive as an index: all articles with what was found in them, in one SQLite file that is brought up to date.

    model            the records: articles, topics, events, quotes, sources, settings; `addresses` has every path
    updating         articles that were read, and the editor's files -> the rows that differ
    questions        what pages ask: each question with the keys of the rows that can change its answer
    schema           the tables, and the triggers that note the keys of rows that were written
    index_file       the file: its version, and the keys that have changed since another one
    packed_articles  articles as bytes, unpacked when a page asks for them
    story_decisions  the editor's decisions: stories pinned, merged, split and dropped
    corrections      the editor's corrections of names, kinds, quotes and speakers
    watches          the editor's watches: queries whose hits have a page and feeds
    changes          two versions of a text -> whether they differ in substance, and what readers are shown of it
    searching        a query in the language of watches and of `invoke search` -> articles, each with its passages

The file can be deleted at any time and comes back the same: what it holds follows from the article files, the editor's
files and the settings, whatever the order in which they came. A build with nothing new reads nothing of it but its
version; one with fifty new articles reads and writes the rows that these concern. `digest.site` asks it, and Pelican is
unknown here.
"""

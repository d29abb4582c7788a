"""Makes the archive from the articles that Pelican has read and the editor's files.

An indented module is called by the one above it that is indented less:

    archive_reading     calls all of these in order
      article_reading     Pelican's object -> the record of an article; one that can't be used is logged and left out
      body_cache          sanitised bodies, cached from build to build
      language_cache      the languages of articles whose feeds name none, cached from build to build
      (digest.annotate)   mentions, quotes and credit of each text; names joined over all of them
      progress_bar        the progress of annotating, on a terminal
    archive_assembly    annotated articles -> the archive
      story_cache         reports -> stories, continued from the last build
      story_decisions     the editor's decisions: stories pinned, merged, split and dropped
      topic_index         all topics, and the articles that name them
      event_index         stories and single reports -> events, by day; earlier stories
      quote_index         quotes by the topic that said them, and by the topics that they name
    pelican_tags        the topics as Pelican's native tags
    editor_pages        the editor's own pages: about, method, corrections

`archive_reading` uses Pelican's objects, `archive_assembly` doesn't. The records are in `model`.
"""

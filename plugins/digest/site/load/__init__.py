"""From the articles that Pelican has read, and the editor's files beside them, to the archive.

    archive_reading     all of it in order; one article that can't be used is logged and left out
      body_cache          bodies through the sanitiser, kept from build to build
      language_cache      the languages of articles whose feeds name none, kept from build to build
      (digest.annotate)   mentions, quotes and credit of each text; names joined over all of them
      progress_bar        how far the annotating is, on a terminal
    archive_assembly    annotated articles -> the archive
      story_cache         reports -> stories, going on from the last build
      story_decisions     what the editor has pinned, merged, split and dropped
      topic_index         which topics there are, and which articles name them
      event_index         stories and single reports -> events, by day; earlier stories
      quote_index         quotes by the topic that said them, and by those that they name
    pelican_tags        the topics as Pelican's native tags
    editor_pages        the editor's own pages: about, method, corrections

`archive_reading` knows Pelican's objects and `archive_assembly` doesn't. The records themselves stand in `model`.
"""

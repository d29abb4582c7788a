"""One update of the index: what has changed comes in, and only rows that differ are written.

Each step gets the units that the step before it has changed, and makes their rows from what is in the tables; a new
index takes the same steps with all of them. An indented module is called by the one above it that is indented less:

    index_update       the steps, in this order; which unchanged article files have to be read again
      article_files      articles that were read, and those that are gone; of two with one address the first is shown
      annotations        what is found in each text alone, then with the names of the whole archive
        corrected_annotations  the editor's corrections, made in what was found; which articles they concern
      names              which spellings are one name, joined again where keys lead from a changed name
      stories            stories, events, days and subjects (`digest.stories.index`); former addresses of stories
      article_lists      the lists in which an article stands, its names, quotes and roles; sums over lists
      calendar_sums      how many quotes a day has of each speaker, and a month addresses and stories of each source
      source_rows        those who publish, and sections
      topic_rows         which names have a page, and the addresses that lead there
      companion_rows     how many articles name each two topics; how many of a source or section name a topic
      watch_rows         the hits of the editor's watches, each with its passages
      thin_articles      which articles have no page of their own any more, by the editor's rules and the clock
      expired_rows       the articles that have gone by these rules, from the record of them
      change_rows        what publishers changed in substance, by the versions that polls kept
        row_differences    writes only the rows that differ
"""

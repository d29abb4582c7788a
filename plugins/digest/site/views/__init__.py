"""What templates are given: plain, frozen records, already in order, already in words.

A page is made from one view and the `SiteView`, and from nothing else, so these records are also the key by which the
writer knows whether a page must be made again. Addresses are ready to stand in `href`. Text is plain and is escaped by
Jinja; the only markup is `Markup`, made by the sanitiser or from Markdown of the editor's own files. `lang` is a BCP 47
tag, or "" where it is the site's own or unknown.

    frame_views     what is around every page: `SiteView`, and `PageHead`
    shared_views    what several pages show: links, times, lines, rows, quotes, stories
    chart_views     pictures of the data

and one module for each kind of page, named after it: digest_views (the front page, days, weeks), article_views (changes
too), story_views, topic_views, source_views, section_views, month_archive_views, quote_views, search_views (watches
too), status_views, text_views; feed_views and sitemap_views for what other programs read. The map of `pages` says which
template renders which view.
"""

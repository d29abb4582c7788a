"""Every page and file of the site that is made from a view, in groups: functions from the archive to pages.

`site_pages` is the site's table of contents. Each page module has the functions of the views of one kind. A page is
made again when a question that its function asked has another answer (see `incremental.DeferredPage`), and a group is
listed again when one of its own has.

    module                address                         template           view
    front_page            /                               front              FrontPage
    day_page              /2026/11/22/                    day                DayPage
    digest_index_page     /digests/                       digest_index       DigestIndexPage
    week_page             /2026/w47/                      week               WeekPage
    article_page          /2026/11/22/<slug>/             article            ArticlePage
    gone_page               of one without a page       gone               GonePage
    story_page            /stories/<slug>/                story              StoryPage
                            a former address of a story     moved              MovedPage
    topic_page            /topics/<slug>/                 topic              TopicPage
                            a former address of a topic     moved              MovedPage
    seen_with_page        /topics/<slug>/with/            seen_with          SeenWithPage
    topic_index_page      /topics/                        topic_index        TopicIndexPage
    source_page           /sources/<slug>/                source             SourcePage
    source_index_page     /sources/                       source_index       SourceIndexPage
    section_page          /sections/<slug>/               section            SectionPage
    watch_page            /watches/<slug>/                watch              WatchPage
    watch_index_page      /watches/                       watch_index        WatchIndexPage
    changes_page          /changes/                       changes            ChangesPage
    month_archive_page    2026/11/, 2026/11/22/ below     month_archive      MonthArchivePage
                            a topic, source, section
                            or watch
    quotes_page           /quotes/, /quotes/2026/11/22/   quotes             QuotesPage
                          /quotes/2026/11/                quotes_month       QuotesMonthPage
    subscribe_page        /subscribe/                     subscribe          SubscribePage
    status_page           /status/                        status             StatusPage
    search_page           /search/                        search             SearchPage
    text_page             /<slug>/ of the editor's page   text               TextPage
                          /handbook/, /handbook/<name>/   text               TextPage
                          /404.html                       404                NotFoundPage

    poster_files          poster.png of the front page,      none               bytes
                          a day, a story, a topic

`table_of_contents` lists all of them. `syndication` makes the feeds, the OPML lists, the sitemap and robots.txt,
`open_data` the files of data. Paths come from `archive.model.addresses`; what several pages show comes from
`components`; the records that templates get stand in `views`.
"""

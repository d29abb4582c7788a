"""The questions that pages ask the archive, in groups. Each says the keys of the rows that can change its answer.

archive            the archive: the groups together, the clock, the settings and the addresses
article_questions  articles by id, and the lists in which they stand: by time, in numbers
event_questions    events and stories, the digests of days, subjects
topic_questions    topics, which articles name them, what texts call them
quote_questions    quotes by and about a topic, and of a day
expired_questions  addresses of articles that have gone by the editor's rules
source_questions   sources, sections, the status of feeds
change_questions   what publishers changed in substance
watch_questions    public watches, and the passages of their hits
  stored           reads rows as records, and keeps those that were asked for last
Other programs than pages ask by themselves:

full_text_search   the hits of a query, for `invoke search`
unknown_names      names in a query that the archive doesn't have
watch_hits         the hits of all watches, for those who deliver them
"""

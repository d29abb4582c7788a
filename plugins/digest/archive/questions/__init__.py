"""The questions that pages ask the archive, in groups. Each says the keys of the rows that can change its answer.

archive            the archive: the groups together, the clock, the settings and the addresses
article_questions  articles by id, and the lists in which they stand: by time, in numbers
event_questions    events and stories, the digests of days, subjects
topic_questions    topics, which articles name them, what texts call them
quote_questions    quotes by and about a topic, and of a day
source_questions   sources, sections, the status of feeds
  stored           reads rows as records, and keeps those that were asked for last
"""

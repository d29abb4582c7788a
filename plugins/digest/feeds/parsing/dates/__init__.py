"""The dates of feeds: read in every form that has one meaning, and believed where they can be true.

A date that could mean two moments is taken for unknown: no date is better than a wrong one, which nobody sees. A module
knows those that are indented below it:

    date_parsing      text -> moment, by the two forms that nearly all feeds use, then by any other
      written_dates     a day in any order, with a month by number or by name
        month_names       names of months in the languages of CLDR
      clock_times       a time of day on a clock of 24 or twice 12 hours
        time_zones        offsets, abbreviations and names of time zones
      date_context      what a document tells about its dates: language, country, the order of day and month
    feed_dates        which moments are believed
"""

"""The dates of feeds: parsed in every unambiguous form, and accepted if they are plausible.

A date that could mean two moments counts as unknown: no date is better than a wrong one that nobody notices. An
indented module is called by the one above it that is indented less:

    date_parsing      text -> moment, by the two forms that nearly all feeds use, then by any other
      written_dates     a day in any order, with a month by number or by name
        month_names       names of months in the languages of CLDR
      clock_times       a time of day on a clock of 24 or twice 12 hours
        time_zones        offsets, abbreviations and names of time zones
      date_context      the signs in a document for its dates: language, country, the order of day and month
    feed_dates        which moments are plausible
"""

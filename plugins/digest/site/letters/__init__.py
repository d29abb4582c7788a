"""Letters: what is sent to somebody, as plain text, as HTML, and as data for programs.

    letter          the record, and how its three forms are made of the same parts
    digest_letter   the digest of a day or a week
    watch_letter    new hits of a watch, with the passages that made them hits

Whom they go to, and whether they have been sent, is of `digest.operations.delivery`.
"""

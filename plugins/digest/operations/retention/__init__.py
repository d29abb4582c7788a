"""Upkeep of a long archive: articles that are older than they are kept go with their files.

    __main__        python -m digest.operations.retention: the step of the scheduled run, and `invoke retention`
      retention_plan  which articles are over, and what stays though it is as old; it removes nothing
      expiry          puts them on record and removes their files, in an order that a killed run can go on from

The rules are those of `contracts.retention`, the record is that of `contracts.expired_articles`. What `thin` says is
none of this: it concerns pages alone, and a build sees to it (`archive.updating.thin_articles`).
"""

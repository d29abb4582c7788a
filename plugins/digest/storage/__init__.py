"""How every room of `digest` writes files and keeps caches. It knows nothing of news, feeds or pages.

    atomic_file      a file is replaced whole or not at all
    cache_database   a SQLite file that may be lost at any time
    checked_file     a file that tells whether it is as it was written
    regular_file     reads what people put below content/, and neither pipes nor devices
    code_digest      the key of a cache whose content depends on the code that filled it

The modules import nothing of this project but `digest.errors`; any room may import them.
"""

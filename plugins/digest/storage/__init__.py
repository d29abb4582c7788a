"""Files and caches for all rooms of `digest`. Nothing here is specific to news, feeds or pages.

    atomic_file        replaces a file whole or not at all
    cache_database     a SQLite file that may be lost at any time
    checked_file       a file with a checksum, by which damage is found
    regular_file       reads files that people put below content/, but no pipes or devices
    file_stamp         whether a file has changed since it was read
    installed_version  the version of an installed library
    code_digest        the key of a cache whose content depends on the code that filled it

Of this project, the modules import only `digest.errors`. Any room may import them.
"""

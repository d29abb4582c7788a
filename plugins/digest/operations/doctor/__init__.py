"""Looks over a site, and says of each thing that is wrong or could be better what mends it.

    __main__         python -m digest.operations.doctor: all checks in turn, a line for each finding, the exit status
    machine_checks   versions, models, disk, permissions, the clock, a run under way
    settings_checks  the site's address, its sections, texts of the software's that are still there
    content_checks   files that can't be read, feeds that fail, actors whom no text names
      decision_checks  decisions and corrections that name what isn't there
      watch_checks     watches that look for what isn't there, or have found nothing
    cache_checks     databases that are damaged
      finding        what was found, how grave it is, and what mends it

Nothing is changed. Each check is a function from the places of a site to its findings.
"""

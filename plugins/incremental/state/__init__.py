"""What earlier builds read, made and asked: SQLite files, each open for one build that holds the lock.

The first two modules are what the other three are made of:

    database        one file, which may be lost at any time
    rows            the records that go in and come out
    source_state    what readers made of sources, and the records of content objects; in the state folder
    trace_state     what deferred pages asked; in the state folder
    output_state    which files of the output folder are ours, and what they were made from; in that folder
"""

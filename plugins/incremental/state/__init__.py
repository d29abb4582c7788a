"""The state from earlier builds: SQLite files, each open for one build, which has the lock.

The last four modules import the first two:

    database        one SQLite file, which may be lost at any time
    rows            the records that go in and come out
    source_state    the results of readers, and the records of content objects; a file in the state folder
    page_state      what each deferred page and group asked, and the members of groups; a file in the state folder
    trace_state     the questions and answers of deferred pages; a file in the state folder
    output_state    our files in the output folder, and their keys; a file in that folder
"""

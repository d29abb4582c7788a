"""What earlier builds have left: two SQLite files, each open for one build, which has the lock.

The last five modules import the first three:

    database        one SQLite file, which may be lost at any time
    rows            the records that go in and come out
    file_sweep      which files of a folder aren't as they were left
    output_state    our files in the output folder, and their keys: the manifest, a file in that folder
    state_file      the other file, in the state folder, which has the tables of the last three modules
      source_state    the results of readers
      page_state      what each page and group asked, and the members of groups
      template_state  compiled templates, and what they refer to
"""

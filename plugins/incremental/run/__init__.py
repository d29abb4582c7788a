"""One build from its beginning to its end.

The modules in the order of a build; a module is called by the one above it that is indented less:

    up_to_date                whether anything has changed since the last build
      build_inputs              the files and folders that a build reads
      watched_environment       the environment variables that a build reads
    plugin                    hooks into one run of Pelican
      build_run                 locks, state and staging folder; renders pages for the writer; commits them
        build_locks               allow only one build at a time in the state folder and the output folder
        explanations              the reason why a page was rendered or not
        summary                   counts and times of the build
    processors                the number of processes to use
"""

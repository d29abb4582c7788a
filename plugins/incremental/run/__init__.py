"""One build from its beginning to its end.

The way of a build:

    up_to_date                asks whether anything has changed since the last build
        build_inputs          what a build reads: files and folders
        watched_environment   what a build reads: the environment's variables
    plugin                    what the plugin does to a run of Pelican
      -> build_run            state and staging folder; renders what the writer hands over; commits
        build_locks           one build at a time holds the state folder and the output folder
      -> summary              what the build did, in numbers
        explanations          why a page was rendered, or why not

    processors                how many processes to use
"""

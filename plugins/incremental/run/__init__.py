"""One build from its beginning to its end.

up_to_date            has anything changed since the last build?      build_inputs, watched_environment: what it
reads plugin                what the plugin does to a run of Pelican
  -> build_run        locks, state and staging folder; renders what the writer hands over; commits
  -> summary          what the build did, in numbers      explanations: why a page was rendered, or why not
processors            how many processes to use
"""

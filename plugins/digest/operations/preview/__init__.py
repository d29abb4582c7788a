"""The site during editing: it is built again when a file changes, and open pages reload themselves.

    __main__           the command `serve`
    site_preview       serves the site, and builds it repeatedly; the desk uses it too
      file_watch         waits until an input of the site changes
      rebuild            one build after the other
        ready_builds       the process that makes them, which keeps loaded what they have to load
      live_pages         notifies open pages of the result of each build, by server-sent events
      script_injection   adds the script that listens to these events (reload.js) to a page

What is sent to the browser differs from what is in the output folder by one script and what the page's policy needs to
let it run; the files stay as the build made them.
"""

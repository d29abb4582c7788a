"""The site while somebody works on it: built again when a file changes, and open pages load themselves anew.

    __main__           the command: serves the site, and builds it again and again
      file_watch         waits until a file changes that the site is made from
      rebuild            one build, in a process of its own
      live_pages         tells open pages how the last build ended, by server-sent events
      script_injection   a page with the script that listens to them, reload.js

What is sent to the browser differs from what is in the output folder by one script and what the page's policy needs to
let it run; the files stay as the build made them.
"""

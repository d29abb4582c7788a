"""The site while somebody works on it: rebuilt when a file changes, and open pages load themselves anew.

    watch -> rebuild (digest.operations.build in a process of its own) -> live -> pages, by server-sent events

What is sent to the browser differs from what is in the output folder by one script and what the page's policy needs to
let it run; the files stay as the build made them.
"""

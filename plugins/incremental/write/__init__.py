"""Makes the pages whose key has changed, and moves them into the output folder.

Views come in; pages go out. The modules in the order of the data; an indented module is called by the one above it:

    page_groups        deferred pages, and groups that list pages
    questions          what pages and groups ask, noted with digests of the answers
    writer             the key of a page, from its view, template, site value and program
      page_making        lists the groups and makes the pages that have changed
      view_templates     the key of a template; rendering
      static_copies      copies static files that seem to have changed
    commit             moves new files into the output folder, and removes those that are no longer made

Between `writer` and `commit`, `run/build_run` decides whether the page in the output folder is current, and renders
those that aren't into the staging folder.
"""

"""Views in, pages out: rendered where their key is not that of the page in place, then moved there.

The way of a view:

    pure_views, deferred_pages   stand for views that need not be made to know that they are the same as before
      -> writer          the key of its page, from view, template, site value and program
           view_templates    the key of a template, and rendering
      -> run.build_run   is the page in place as it is? else it is rendered, and waits in the staging folder
      -> commit          moves what waits into the output folder, and removes what is no longer made

    static_copies        static files, copied where they seem to have changed
    pagination           pages of a list that stay the same when something is added at its new end
"""

"""Publishing: from the output folder to what readers are served, wherever that is.

    publication         checks the site, adds what only a published site has, hands it to its target
      page_loss             refuses a site that has lost many pages
      precompression        compressed files beside those of the site
      health_file           when the site was last published
      targets               a folder, another machine, a git branch, a bucket, an archive
      websub                tells hubs which of the published feeds changed
    publish_settings    what the settings file says of publishing
    published_files     the files of a site

`docs/publishing.md` says how each target is used.
"""

"""Where sites are published to.

    target_address      which target an address names
      folder_target         a folder of this machine, with the sites of the last runs
      ssh_target            the same on another machine
      git_target            a branch of a git repository
      bucket_target         a bucket of S3
        http_headers            the headers of each file
      zip_target            an archive
    publish_target      what all targets have in common
    release_names       names of releases, and which of them stay
    outer_command       runs ssh, rsync and git

A new kind of target is a class with the methods of `publish_target`, and a line in `target_address`.
"""

"""Programs that an editor or a timer starts: the scheduled run and its steps, preview, publishing, demonstration.

    refresh       the scheduled run; each of its steps is a separate process
      retention     articles that are older than they are kept go with their files
      build         content and theme -> the site in the output folder
        build_outcome   how a build ended, as a record and as JSON; warning_lines: what its log warned of
        site_size       whether the site is larger than its host takes
        left_out_files  files that Pelican can't read, each named with what is wrong in it
        newer_content   what changed after the last good build, which notes when it began
      publish       the output folder -> what is served, by the subpackage `publishing`
      keep_pages    the pages of the last build -> content/kept-pages.txt
      delivery      digests and hits of watches, by mail and to webhooks, each once
      reporting     tells programs that watch over the run how it ended
    export        the archive as tables, references and a SQLite file for other programs
    archive_annotation   annotates all articles ahead of a build, by processes of this machine or of many
    preview       the site during editing: built when a file changes, shown in the browser
    desk          beside the preview: what is new, gone through by keyboard; each key writes a line in `content/`
    new_site      the folder with which an editor begins a site of their own, apart from the software
    doctor        looks over a site: what is wrong, what could be better, and what mends it
    demo          the sample's feeds, served and polled, and a site built of them
      demo_picture    the picture of the sample

    command_line     options, log and exit status, common to all commands
    site_places      the folders and the URL of a site, by its settings file
    run_lock         one scheduled run at a time
    child_processes  ends a process with its children
    http_server      the site on this machine, for the preview, the demonstration and tests

`refresh`, `retention`, `build`, `publish`, `keep_pages`, `delivery`, `export`, `archive_annotation`, `preview`, `desk`,
`new_site`, `doctor` and `demo` are started as `python -m digest.operations.NAME`; `tasks.py` has a task for each except
`keep_pages`, which only `refresh` starts. The task of `delivery` is `deliver`, that of `archive_annotation` is
`annotate`, that of `preview` is `serve`, that of `new_site` is `init`.
"""

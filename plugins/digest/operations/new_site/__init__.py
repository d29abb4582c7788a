"""A site of one's own, apart from the software: the folder with which an editor begins.

    __main__          python -m digest.operations.new_site DIR: what no option says is asked for
    site_description  what the editor says of the site, checked: name, address, language, time zone, contact
      placeholders    texts of those pages that the editor has to replace, which `doctor` and `publish` name
      site_folder     the files of the new folder, from `files/` and from the software's own content

`files/` has the texts, with `$name` and other words in place of what the editor says.
"""

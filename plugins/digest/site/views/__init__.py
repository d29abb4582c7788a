"""What templates are given: plain, frozen, already in order, already worded.

A page is made from one view and the `SiteView`, and from nothing else, so these records are also the key by which the
writer knows whether a page must be made again. Addresses are ready to stand in `href`. Text is plain and is escaped
by Jinja; the only markup is `Markup`, made by the sanitiser or by Markdown of the editor's own files.
`lang` is a BCP 47 tag or "", where it is the site's own or unknown.
"""

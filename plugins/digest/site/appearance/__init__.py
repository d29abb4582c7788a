"""The look of all pages: files of the theme, the editor's additions to them, and the frame around pages.

site_view        name, logo, menu and colophon, which every page shows
assets           the style sheet, the search's script and the logo as files named by their content
  editor_styles    the editor's accent colour and style sheets, which come after the theme's
    accent_colour    whether a colour can be read on the theme's backgrounds, and what these are
  logo             the editor's picture and its size
    site_icons       that picture in the sizes that browsers and phones want
    web_manifest     the file that names these
"""

"""How the site looks on every page: files of the theme, what the editor adds to them, and the frame around pages.

site_view        name, logo, menu and colophon, which every page shows
assets           the style sheet, the search's script and the logo as files named by their content
  editor_styles    the editor's accent colour and style sheets, which follow the theme's own
    accent_colour    whether a colour can be read on the theme's backgrounds
  logo             the editor's picture and its size
"""

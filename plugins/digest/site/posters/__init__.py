"""Posters: the pictures that are shown with links to a page elsewhere (`og:image`), for pages without one of their own.

    poster_drawing    a headline, the site's name and who reports it -> the bytes of a PNG
    poster_letters    the font, and which texts it has all letters of

What stands on the poster of a page is said in `pages.poster_files`; which pages have one, in
`components.poster_links`.
"""

"""The HTML that this project accepts, for all rooms that read it.

html_policy   which elements and attributes may stay: of a publisher's text, and on an article's page
html_tokens   sanitised HTML -> tags and text
"""

"""Drawings, one module each: from records of the model to a view with all coordinates, which a template draws as SVG.

    coverage_chart       how many articles name an actor over time, as bars
    story_timeline       when each source reported a story: a line for each source, a dot for each report
    seen_with_diagram    who appears with whom: names in a column, and arcs between them

Each drawing has a table with the same numbers, for whoever can't see it. The views are in `views.chart_views`. To add a
drawing, add a module here, its view there, and a macro to the theme's templates; a page asks for it.
"""

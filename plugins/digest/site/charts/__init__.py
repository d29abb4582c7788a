"""Drawings, one module for each: records of the model -> a view with all coordinates, which a template draws as SVG.

    coverage_chart       the number of articles that name an actor over time, as bars
    days_chart           how much was reported day by day, beside the heading of a digest
    story_timeline       when each source reported a story: a line for each source, a dot for each report
    actor_network        who an actor is named with: names around it, and lines between them

Each drawing has a table or a list with the same numbers, for readers who can't see it; those of `days_chart` stand in
the index of digests. The views are in `views.chart_views`. To add a drawing, add a module here, its view there, and a
macro to the theme's templates; a page asks for it.
"""

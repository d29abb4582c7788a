"""Digests by which a build tells whether anything has changed.

Each module makes digests of something else, and may use those above it:

    fingerprint       of a value, so that two values share one only if no template could tell them apart
    code_digests      of plugins, modules and the installation
    function_keys     of the functions that make views
    callable_keys     of filters, globals and extensions: any object, by its code and data
"""

"""Digests by which a build sees whether anything has changed.

Each module imports only modules above it:

    fingerprint       digests of values; two values share one only if no template could distinguish them
    code_digests      digests of plugins, modules and the installation
    callable_keys     descriptions of filters, globals and extensions: any object, by its code and data
"""

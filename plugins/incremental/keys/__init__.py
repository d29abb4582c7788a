"""Digests by which a build tells whether anything has changed.

fingerprint       of a value, so that two values share one only if no template could tell them apart
code_digests      of plugins, modules and the installation
function_keys     of the functions that make views          from fingerprint and code_digests
callable_keys     of filters, globals and extensions: any object, by its code and data
"""

"""From files to reports: what is in the project, read, validated and put together.

Nothing is imported here: whoever only looks for a project, or opens its files, doesn't pay for the model.
"""

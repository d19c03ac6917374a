"""Findings, in the formats that people, pipelines and editors read."""

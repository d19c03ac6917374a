"""Figures from where they live: a sheet of a workbook or a CSV, read into the tables that say how."""

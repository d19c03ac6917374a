"""From files to reports: what is in the project, read, validated and put together."""

from asn.load.project import ProjectMissing, Projekt, load_project, project_root

__all__ = ["ProjectMissing", "Projekt", "load_project", "project_root"]

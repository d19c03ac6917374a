"""From a document to bytes: Markdown, HTML, PDF and open data."""

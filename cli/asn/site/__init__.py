"""The site: all adopted reports under one address, and a page for each thing that they have told figures of."""

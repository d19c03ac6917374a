"""What a report is made of: one model a kind of record, named in the domain's own words."""

"""People, agencies, roles, rights and the access log: the root that every other app builds on."""

"""Pure readers of the file formats that schools' systems and the department produce.

Nothing here knows of Django or of the database. A file that cannot be read at all raises `FileRefused`;
a row that cannot be read becomes a `Reject`. No other exception leaves these modules for any input.
"""

"""The web gallery: a folder that any server, or no server, can show."""

"""The names of the forms that problems can be asked for in. Imports nothing, so that a command starts quickly."""

FORMATS = ("text", "json", "github", "gitlab", "sarif")
FORMAT_OF_FILE = {".sarif": "sarif", ".gitlab.json": "gitlab", ".json": "json", ".txt": "text"}  # the first that fits

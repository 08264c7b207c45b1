"""The names of the forms that problems can be asked for in. Imports nothing, so that a command starts quickly."""

FORMATS = ("text", "json", "github", "sarif")

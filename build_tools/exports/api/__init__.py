"""The static API: its files, and the OpenAPI description that is true of them."""

"""Where MkDocs meets Claimline: it checks the records and makes the pages. Nothing here needs a change."""

from build_tools.hooks import on_config, on_files, on_page_content, on_page_markdown

__all__ = ["on_config", "on_files", "on_page_content", "on_page_markdown"]

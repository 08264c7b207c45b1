"""Problems in the forms that programs and forges take: one module a form. Nothing here knows rules, news or files."""

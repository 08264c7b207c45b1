"""What people without Git write in a form, made into draft records. Trusts no answer; writes into content/ only."""

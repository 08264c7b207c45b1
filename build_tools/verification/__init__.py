"""Verification of a built site or bundle: loads nothing from elsewhere, every link arrives, no text slipped in."""

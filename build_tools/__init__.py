"""Claimline: news text in, a site of claims that lead back to their words out."""

"""Claimhouse: saved topic pages in, a warehouse of claims out."""

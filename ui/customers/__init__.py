"""Customers: who they are, whom you listen to, whom you have walked as, and what feeds what."""

"""The record of a journey: every edit in a leader's words, and whether it holds."""

"""A small template as a user would write it, every key once: the tests of templates change it."""

BAKERY = """\
key = "bakery"
name = "Buy bread"
description = "Two rolls."
relationship = "buyer"
silence_limit_minutes = 3.5
version = 2

[[touchpoint]]
key = "queue"
name = "Stand in line"
phase = "Inside"
prompts = [
    "Who is served first?",
    "What do you smell?",
]
planned_minutes = 4
expected_communications = 1
silence_limit_minutes = 2
optional = true

[[touchpoint]]
key = "pay"
name = "Pay"
phase = "Out"
"""

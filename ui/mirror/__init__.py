"""The mirror: what the other party says of the same touchpoints."""

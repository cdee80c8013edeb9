"""The walk: where a leader is a customer, and every moment is a key away."""

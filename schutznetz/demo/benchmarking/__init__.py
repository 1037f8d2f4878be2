"""Proofs of speed: a large directory that is always the same, questions as people ask them, and a stopwatch."""

"""Turns entries of the directory into what the components of ``ui`` show: finished German sentences."""

"""One cell in, one value out, or a problem that says what to do. Nothing is guessed: in doubt there is no value."""

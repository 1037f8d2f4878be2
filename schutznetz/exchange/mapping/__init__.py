"""Our records in the words of HSDS 3.1: the one place that knows both (ADR 0026).

Functions from loaded rows to dictionaries: nothing here asks the database, and nothing here decides what is public
but the tier that is handed in. What is empty is left out.
"""

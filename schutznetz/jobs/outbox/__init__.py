"""Mails on their way out: what may be written, how it is handed to the mail server, and what its answers mean.

Only this package imports Django's mail tools; everybody else calls ``actions.post``.
"""

"""How functions, members and the log are put into words."""

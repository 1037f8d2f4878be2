"""Who is responsible for an address, and who answers there at a minute: logic without pages.

``matching`` finds units, ``timetable`` says when a link of a chain is reachable, ``chain`` who answers when.
"""

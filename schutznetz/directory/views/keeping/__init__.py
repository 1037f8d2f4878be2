"""Pages of those who keep entries: behind the door, German only."""

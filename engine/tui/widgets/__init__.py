"""The widgets that the screens are made of: something to read, something to choose, and a line of keys."""

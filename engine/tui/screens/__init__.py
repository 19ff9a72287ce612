"""The screens, one a file, each loaded when it is first shown."""

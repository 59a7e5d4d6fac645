"""The interface for programs: the same querysets, doors and actions as the pages, in other shapes."""

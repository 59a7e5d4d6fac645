"""Casework for programs: the same querysets, doors, forms and actions as the pages, in other shapes."""

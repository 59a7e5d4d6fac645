"""The ground of the interface for programs: tokens, closed permissions, pages and errors."""

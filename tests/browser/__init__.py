"""Pages as people meet them: in a real browser, on a wide screen, on a phone, and without scripts."""

"""Law and arithmetic of school attendance: pure functions of values, with every date passed in."""

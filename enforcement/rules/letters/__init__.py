"""The words of letters: what the law asks a letter to say, locked, with room for the writer's own between."""

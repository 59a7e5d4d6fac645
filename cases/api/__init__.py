"""Casework for programs."""

"""Invented casework for the demonstration authority: many cases in every state, and the stories worked through.

The children, schools and people are those of `attendance.demo`: nobody in particular is meant. No mark is made here.
"""

"""Pure rules of the agencies app: who may do what, and the strategy's reference tables."""

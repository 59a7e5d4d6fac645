"""The demonstration's enforcement: steps in law in every state, against invented families, by the product's acts."""

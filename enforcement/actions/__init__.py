"""What people do in enforcement: each act behind the gate, its answers kept with the decision, its right checked."""

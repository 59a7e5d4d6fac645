"""What people do about cases: each act atomic, its right checked again under lock, with one entry of the timeline."""

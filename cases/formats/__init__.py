"""Reading what people hand in: bytes in, kinds or refusals out."""

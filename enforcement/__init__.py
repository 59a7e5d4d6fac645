"""The law of the date: ladder, notices, payments, prosecutions and orders."""

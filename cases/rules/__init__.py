"""Pure rules of casework: dates and values in, answers with sentences out."""

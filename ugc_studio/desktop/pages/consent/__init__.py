"""The consent desk: replies read one after the other, answers recorded with their proof, and what has to come down."""

"""The rules and words of UGC Studio: frozen values and pure functions, standard library only."""

"""The rules of a dispute-mediation centre: pure, without input, output, clock or chance."""

"""What all lessons use: checks, questions, pictures of curves and of units, the cheat sheet."""

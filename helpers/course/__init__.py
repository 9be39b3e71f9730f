"""What all lessons use: checks, predictions, the quiz, pictures of curves and of units, the cheat sheet."""

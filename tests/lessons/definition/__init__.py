"""What the tests try on lesson 1, and what it claims."""

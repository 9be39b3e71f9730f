"""What the tests try on lesson 4, and what it claims."""

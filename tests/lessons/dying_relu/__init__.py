"""What the tests try on lesson 5, and what it claims."""

"""What the tests try on lesson 8, and what it claims."""

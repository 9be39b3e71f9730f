"""What the tests try on lesson 3, and what it claims."""

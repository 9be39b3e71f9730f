"""What the tests try on lesson 2, and what it claims."""

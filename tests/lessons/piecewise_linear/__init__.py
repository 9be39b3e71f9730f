"""What the tests try on lesson 7, and what it claims."""

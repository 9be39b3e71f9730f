"""What the tests try on lesson 6, and what it claims."""

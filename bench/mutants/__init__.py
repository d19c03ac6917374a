"""Small mistakes made on purpose in the code that everything else trusts, to see that its tests find them."""

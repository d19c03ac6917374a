"""The mutation proof: faults planted in copies of the real content, and what the rules find of them."""

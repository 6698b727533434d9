"""The pages that hold nobody's data: the first page, what lies under More, the keys, and where to go."""

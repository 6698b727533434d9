"""The pages on people: the list, one person, duplicates, the picture of the network."""

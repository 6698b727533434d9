"""What can be done with people: bring them in, settle who is who, correct what is known.

bring       files from anywhere into people and ties: plan first, then apply
settle      who is who, after files came or went or the seeker said so
summarise   the columns by which people are listed, worked out again
weigh       ties, bonds between others, circles
people      what the seeker says of one person by hand
me          who the seeker is
"""

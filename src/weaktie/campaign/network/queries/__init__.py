"""What can be asked about people.

people      the list: search, filters, order, pages; and one person with everything known
picture     the network as groups and bridges
happened    what happened with one person, month by month
pairs       who may be the same person, side by side
"""

"""The union tree: teams, enterprises, parks, counties, cities and provinces that send people.

Who competes for them is in `contestants`; who signs in for them is in `accounts`.
"""

"""What comes in as a file, read into values: published compendia and the list of units. No database, no network."""

"""What the station shows and plays: fonts, pictures, sounds and the schema, each with its licence beside it."""

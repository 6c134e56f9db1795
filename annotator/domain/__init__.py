"""What the program is about: time, transcripts, marks. Pure values, no input or output."""

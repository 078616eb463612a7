"""What leaves as a file: pictures, letters and lists."""

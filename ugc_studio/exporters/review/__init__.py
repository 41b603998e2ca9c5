"""Pages for readers without the program: pictures, questions, and answers that come back as a file."""

"""Labels of generated content: written into files and answers, and read out of what others made."""

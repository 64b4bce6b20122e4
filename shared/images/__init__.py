"""Pictures as people send them: fetched, checked and made small."""

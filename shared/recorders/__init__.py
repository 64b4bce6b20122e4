"""Who can watch the product: each is imported only where somebody wants to see what it keeps."""

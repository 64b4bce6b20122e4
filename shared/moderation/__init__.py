"""What goes in and comes out is checked, by Alibaba Cloud's service or by lists of words."""

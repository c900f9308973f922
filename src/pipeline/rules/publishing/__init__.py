"""Whether pages and feeds made of an article stay well-formed, and stay what readers have."""

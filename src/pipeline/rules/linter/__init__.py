"""What the linter says about itself."""

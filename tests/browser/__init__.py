"""What a reader meets, in a real browser: the system's Chromium, driven by Playwright.

The pages are handed to the browser from a folder, without a server: see `reader.py`.
"""

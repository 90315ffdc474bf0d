"""What every page is drawn with: drawing, icons, moments, assets, display settings."""

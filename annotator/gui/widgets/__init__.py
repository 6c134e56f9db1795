"""Small widgets that show values and emit intents; they hold no truth."""

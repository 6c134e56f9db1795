"""Between the session and the widgets: each presenter shows one part of the session in its
widgets and turns their intents into commands. They hold no truth of their own."""

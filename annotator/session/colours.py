"""The colours topics are given in turn."""

# The first six of the look; the rest go on apart for colour-blind eyes (Okabe and Ito's order
# of hues, darkened to stand on white and on near-black).
COLOURS = (
    "#D9822B", "#2E9E6B", "#7A5AE0", "#1F8FC2", "#C94F6D", "#8A7A2E",
    "#5B6EE1", "#B0582F", "#3E8E8A", "#A65BB5", "#6F8F2F", "#8C6A5D",
)  # fmt: skip

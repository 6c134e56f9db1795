"""The panels around the transcript. Each shows values it is handed and emits what is asked."""

"""Dialogs: values in, values out."""

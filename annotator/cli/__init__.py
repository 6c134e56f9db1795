"""The command line, made from the registry: verbs, arguments, help, tables and JSON."""

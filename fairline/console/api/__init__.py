"""The pages' work as JSON: the same services and the same rights, described by OpenAPI."""

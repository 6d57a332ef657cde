"""Stated facts: relations and observations with their evidence."""

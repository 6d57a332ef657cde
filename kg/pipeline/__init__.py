"""The order of the stages: from paths to a build."""

"""Pure decisions about needs, resources, projects, claims and volunteer posts."""

"""A topic from below: propose, endorse, screen, join, notice; its public timeline."""

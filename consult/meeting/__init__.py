"""A sitting of a body: roll, queue, motions, votes; its discussions take up one matter each."""

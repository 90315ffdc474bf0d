"""Pure words and decisions about places, people and bodies."""

"""Pure decisions about names, codes and waiting."""

"""Forms: labels and widgets; the shape is checked by the verbs."""

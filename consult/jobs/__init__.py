"""Work outside the request: asked for by a page, done by whichever process takes it, its result kept a day for who asked."""

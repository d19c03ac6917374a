"""Input made to harm, and proof that none of it does: corpora, the real command under watch, and a table of both."""

"""A finished sheet in, its way to paper out: asked about, sent, followed and known again."""

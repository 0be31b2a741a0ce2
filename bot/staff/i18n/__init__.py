"""What translators work with: sentences out of the sources, catalogs kept up with them, counted and checked."""

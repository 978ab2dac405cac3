"""The six official languages: catalogues of sentences, names of codes, and figures as each language writes them."""

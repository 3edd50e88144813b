"""Papers as PDF: what their tags, text and metadata must be, whoever reads them."""

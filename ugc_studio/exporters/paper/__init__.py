"""Papers as PDF: text in any script, pages that break by themselves, and the documents made of them."""

"""Rights that other programs read: policies against the ODRL vocabulary, receipts against DPV and TS 27560."""

"""Papers: the consent register, dossiers, access packs, and the record of processing, made from the ledger."""

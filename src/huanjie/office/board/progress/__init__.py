"""How far every unit is with every milestone: live, from the ledger of a day, or as reported."""

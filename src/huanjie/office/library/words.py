"""What the sources of passages are called, in Chinese and English."""

SOURCES = {
    "statute": ("法规", "Statutes"),
    "rule": ("规则", "Rules"),
    "answer": ("答复", "Answers"),
    "material": ("材料", "Material"),
}

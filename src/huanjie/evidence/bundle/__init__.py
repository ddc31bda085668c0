"""Signed bundles between the levels: written once, carried anyhow, checked by the receiver."""

from huanjie.evidence.bundle.limits import LIMITS, Limits
from huanjie.evidence.bundle.lines import NotWritable
from huanjie.evidence.bundle.manifest import SCHEMA, Manifest, ManifestHead, Part
from huanjie.evidence.bundle.problems import BundleRefused, Problem, problem, remarks
from huanjie.evidence.bundle.reading import Bundle, Examined, examine, open_bundle, verify
from huanjie.evidence.bundle.receipt import Receipt, Verdict, read_receipt, write_receipt
from huanjie.evidence.bundle.succession import Head, follow, head_of
from huanjie.evidence.bundle.writing import write_bundle
from huanjie.evidence.chain import GENESIS

__all__ = [
    "GENESIS",
    "LIMITS",
    "SCHEMA",
    "Bundle",
    "BundleRefused",
    "Examined",
    "Head",
    "Limits",
    "Manifest",
    "ManifestHead",
    "NotWritable",
    "Part",
    "Problem",
    "Receipt",
    "Verdict",
    "examine",
    "follow",
    "head_of",
    "open_bundle",
    "problem",
    "read_receipt",
    "remarks",
    "verify",
    "write_bundle",
    "write_receipt",
]

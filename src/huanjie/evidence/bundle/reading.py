"""Reads a bundle that anyone may have made; nothing of it is used before it is known whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from huanjie.evidence.bundle import lines
from huanjie.evidence.bundle.container import Member, chunks, members_of
from huanjie.evidence.bundle.limits import LIMITS, Limits
from huanjie.evidence.bundle.lines import Row
from huanjie.evidence.bundle.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    Media,
    Part,
    manifest_from,
)
from huanjie.evidence.bundle.problems import BundleRefused, Problem, refusal
from huanjie.evidence.bundle.signer import signature_of, strangers
from huanjie.evidence.bundle.tables import read_table
from huanjie.evidence.bundle.writing import SIGNED_AS
from huanjie.evidence.signature import PublicKey, is_signed, new_digest


class Bundle:
    """A bundle whose layout, manifest and signature hold. Close it, or use it in a `with`."""

    def __init__(
        self, file: BinaryIO, manifest: Manifest, members: Mapping[str, Member], limits: Limits
    ) -> None:
        self._file, self._members, self._limits = file, members, limits
        self.manifest = manifest

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(part.name for part in self.manifest.parts if part.media is Media.TABLE)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its attachments."""
        return tuple(part.name for part in self.manifest.parts if part.media is Media.FILE)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table. Raises `KeyError`, and `BundleRefused` at the first wrong line."""
        part = self.manifest.part(name, Media.TABLE)
        yield from read_table(self._checked(part), part.member, self._limits)

    def unchecked_rows(self, part: Part) -> Iterator[Row]:
        """The rows of a table whose digest may be wrong: only to say what is wrong with them."""
        content = chunks(self._file, self._members[part.member], self._limits)
        return read_table(content, part.member, self._limits)

    def file(self, name: str) -> bytes:
        """An attachment. Raises `KeyError`."""
        return b"".join(self.stream(name))

    def stream(self, name: str) -> Iterator[bytes]:
        """An attachment a little at a time. Raises `KeyError`."""
        return self._checked(self.manifest.part(name, Media.FILE))

    def check(self, part: Part) -> None:
        """Reads the part to its end. Raises `BundleRefused` when its digest is another."""
        for _ in self._checked(part):
            pass

    def _checked(self, part: Part) -> Iterator[bytes]:
        """The part unpacked; at its end its size, lines and digest must be the manifest's."""
        digest = new_digest(self.manifest.suite)
        size = ends = 0
        for chunk in chunks(self._file, self._members[part.member], self._limits):
            digest.update(chunk)
            size += len(chunk)
            ends += chunk.count(b"\n") if part.media is Media.TABLE else 0
            if size > part.size or ends > part.lines:
                raise refusal("part-digest", part.member)
            yield chunk
        if (digest.hexdigest(), size, ends) != (part.digest, part.size, part.lines):
            raise refusal("part-digest", part.member)


def open_bundle(path: Path, *, limits: Limits = LIMITS) -> Bundle:
    """The bundle, once its signature and every digest hold. Whose key it is, `verify` answers.

    Raises `BundleRefused`, and `OSError` when the file cannot be read.
    """
    bundle = _opened(Path(path), limits)
    try:
        for part in bundle.manifest.parts:
            bundle.check(part)
    except BaseException:
        bundle.close()
        raise
    return bundle


def _opened(path: Path, limits: Limits) -> Bundle:
    """The bundle once its layout, manifest and signature hold. Raises `BundleRefused`."""
    file = path.open("rb")
    try:
        members = {each.name: each for each in members_of(file, path.name, limits)}
        content = _small(file, members, MANIFEST, limits)
        manifest = manifest_from(lines.read(content, MANIFEST, 1, limits))
        if manifest.canonical != content:
            raise refusal("line-not-canonical", MANIFEST, 1, detail="")
        _match(manifest, list(members), path.name, limits)
        _refuse_unsigned(manifest, _small(file, members, SIGNATURE, limits))
    except BaseException:
        file.close()
        raise
    return Bundle(file, manifest, members, limits)


def _small(file: BinaryIO, members: Mapping[str, Member], name: str, limits: Limits) -> bytes:
    if name not in members:
        raise refusal("member-missing", name)
    if members[name].size > limits.manifest_bytes:
        raise refusal("member-too-large", name, limit=limits.manifest_bytes)
    return b"".join(chunks(file, members[name], limits))


def _match(manifest: Manifest, found: list[str], archive: str, limits: Limits) -> None:
    """The archive must hold what the manifest lists, in that order, within the limits."""
    wanted = [MANIFEST, SIGNATURE, *(part.member for part in manifest.parts)]
    for name in sorted(set(found) - set(wanted)):
        raise refusal("member-unlisted", archive, detail=name)
    for name in sorted(set(wanted) - set(found)):
        raise refusal("member-missing", name)
    if found != wanted:
        raise refusal("archive-altered", archive, detail="order")
    count = sum(part.lines for part in manifest.parts)
    if count > limits.lines:
        raise refusal("too-many-lines", archive, count=count, limit=limits.lines)


def _refuse_unsigned(manifest: Manifest, signature: bytes) -> None:
    raw = signature_of(signature.decode("ascii", "replace"))
    if raw is None or not is_signed(manifest.key, SIGNED_AS + manifest.canonical, raw):
        raise refusal("signature-wrong", SIGNATURE, signer=manifest.key.fingerprint)


@dataclass(frozen=True, slots=True)
class Examined:
    """The manifest, where it can be read and its signature holds, and everything that is wrong."""

    manifest: Manifest | None
    problems: tuple[Problem, ...]


def verify(
    path: Path, *, known: Mapping[str, PublicKey] | None = None, limits: Limits = LIMITS
) -> list[Problem]:
    """Everything wrong with the bundle. `known` is unit → key; without it any signer will do."""
    return list(examine(path, known=known, limits=limits).problems)


def examine(
    path: Path, *, known: Mapping[str, PublicKey] | None = None, limits: Limits = LIMITS
) -> Examined:
    """The same, with the manifest, so that a bundle that is refused can be shown and answered."""
    try:
        bundle = _opened(Path(path), limits)
    except BundleRefused as refused:
        return Examined(None, refused.problems)
    with bundle:
        made = bundle.manifest
        found = strangers(made.unit, made.key, known, MANIFEST)
        if not found:  # nothing that a stranger wrote is read
            found = [each for part in made.parts for each in _part_problems(bundle, part)]
    return Examined(made, tuple(found))


def _part_problems(bundle: Bundle, part: Part) -> list[Problem]:
    """A wrong digest, and the first line that no writer of ours would have written."""
    found: list[Problem] = []
    try:
        bundle.check(part)
    except BundleRefused as refused:
        found += refused.problems
    return found + [each for each in _line_problems(bundle, part) if each not in found]


def _line_problems(bundle: Bundle, part: Part) -> list[Problem]:
    """The first wrong line of a table, whatever its digest; no more lines than it should have."""
    if part.media is Media.FILE:
        return []
    found: list[Problem] = []
    try:
        for _ in islice(bundle.unchecked_rows(part), part.lines + 1):
            pass
    except BundleRefused as refused:
        found += refused.problems
    return found

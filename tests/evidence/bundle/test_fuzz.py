"""Whatever is done to the bytes of a bundle, it is refused or holds exactly what was written."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie.evidence.bundle import open_bundle, verify
from tests.evidence.bundle.forge import KNOWN, ROWS, write

CONTENT = {"figures": [*ROWS, {"nested": [{"a": 1}, {"b": "},{"}]}]}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)
@given(data=st.data())
def test_a_changed_byte_is_seen_or_changes_nothing(tmp_path, data):
    path = tmp_path / "a.hjb"
    made = write(path, tables=CONTENT, files={"a.txt": b"text"})
    honest = path.read_bytes()
    place = data.draw(st.integers(0, len(honest) - 1))
    mask = data.draw(st.integers(1, 255))
    path.write_bytes(honest[:place] + bytes([honest[place] ^ mask]) + honest[place + 1 :])
    unchanged(path, made)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)
@given(data=st.data())
def test_pieces_cut_out_doubled_or_put_in_are_seen_or_change_nothing(tmp_path, data):
    path = tmp_path / "a.hjb"
    made = write(path, tables=CONTENT, files={"a.txt": b"text"})
    honest = path.read_bytes()
    ends = st.integers(0, len(honest))
    start, stop = sorted((data.draw(ends), data.draw(ends)))
    piece = data.draw(st.binary(max_size=40) | st.just(honest[start:stop] * 2))
    path.write_bytes(honest[:start] + piece + honest[stop:])
    unchanged(path, made)


def unchanged(path, made) -> None:
    """Either the file is refused, or it holds exactly what was written."""
    if verify(path, known=KNOWN):
        return
    with open_bundle(path) as bundle:
        assert bundle.manifest == made
        assert list(bundle.rows("figures")) == CONTENT["figures"]
        assert bundle.file("a.txt") == b"text"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200
)
@given(content=st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\3\4" + tail))
def test_any_bytes_are_refused_by_name(tmp_path, content):
    path = tmp_path / "a.hjb"
    path.write_bytes(content)
    assert verify(path, known=KNOWN)


def test_every_single_changed_byte_of_a_small_bundle_is_seen_or_changes_nothing(tmp_path):
    path = tmp_path / "a.hjb"
    made = write(path, tables=CONTENT, files={"a.txt": b"text"})
    honest = path.read_bytes()
    silent = 0
    for place in range(len(honest)):
        path.write_bytes(honest[:place] + bytes([honest[place] ^ 1]) + honest[place + 1 :])
        unchanged(path, made)
        silent += not verify(path, known=KNOWN)
    assert silent <= 4  # bits that a deflated stream leaves unused

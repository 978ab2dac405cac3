"""The members of a zip file as they lie on disk, read by the standard library alone."""

import struct
import zipfile


def raw_members(path):
    """Each member's compressed bytes, CRC, method, timestamp and attributes by its name."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {info.orig_filename: _raw(data, info) for info in archive.infolist()}


def _raw(data, info):
    name_length, extra_length = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + name_length + extra_length
    return data[start : start + info.compress_size], info.CRC, info.compress_type, info.date_time, info.external_attr


def changed_members(before, after):
    """The names of members that are not the same bytes any more, and of those that are gone."""
    return {name for name, raw in before.items() if after.get(name) != raw}

"""Decode what mail headers wrap up: encoded words (RFC 2047) in any charset, and domains (RFC 3492)."""

from __future__ import annotations

import binascii
import codecs
import re

_ENCODED_WORD = re.compile(rb"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*+)\?=")
_UNDECLARED = b""


def decoded(value: bytes) -> str:
    """Return a header's text with its encoded words decoded, as far as can be; never raise."""
    if b"=?" not in value:
        return _in_charset(value, _UNDECLARED)

    runs: list[tuple[bytes, bytes]] = []
    at = 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[at : word.start()]
        if between.strip() or not runs:
            runs.append((_UNDECLARED, between))
        charset, encoding, payload = word.groups()
        octets = _from_base64(payload) if encoding in b"bB" else binascii.a2b_qp(payload, header=True)
        # Some programs end a word in the middle of a character: decode only what belongs together.
        if runs[-1][0] == charset:
            octets = runs.pop()[1] + octets
        runs.append((charset, octets))
        at = word.end()
    runs.append((_UNDECLARED, value[at:]))
    return "".join(_in_charset(octets, charset) for charset, octets in runs)


def domain_in_its_letters(domain: str) -> str:
    """Return a domain such as xn--mnchen-3ya.example as people write it, or as it is if that fails."""
    try:
        return _IDNA.decode(domain.encode("ascii"))[0]
    except UnicodeError:
        return domain


def _from_base64(payload: bytes) -> bytes:
    """Decode base64 that may lack its padding or its end."""
    digits = re.sub(rb"[^A-Za-z0-9+/]", b"", payload)
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


def _in_charset(octets: bytes, charset: bytes) -> str:
    """Decode bytes; UTF-8 and what is not known are tried as UTF-8 and else are Western European."""
    codec = _CODECS.get(charset.lower().partition(b"*")[0].replace(b"_", b"-"))
    if codec is not None:
        return codec.decode(octets, "replace")[0]
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


# Codecs and the labels they answer to in mail. Where the WHATWG Encoding Standard reads a label with a
# larger charset (windows-1252 for iso-8859-1, gb18030 for gb2312), so is it read here.
_LABELS = {
    "cp1252": "iso-8859-1 latin1 iso8859-1 windows-1252 cp1252",
    "iso-8859-2": "iso-8859-2 latin2",
    "iso-8859-3": "iso-8859-3",
    "iso-8859-4": "iso-8859-4",
    "iso-8859-5": "iso-8859-5",
    "iso-8859-6": "iso-8859-6",
    "iso-8859-7": "iso-8859-7",
    "iso-8859-8": "iso-8859-8 iso-8859-8-i",
    "iso-8859-10": "iso-8859-10",
    "iso-8859-13": "iso-8859-13",
    "iso-8859-14": "iso-8859-14",
    "iso-8859-15": "iso-8859-15 latin9",
    "iso-8859-16": "iso-8859-16",
    "cp874": "tis-620 iso-8859-11 windows-874",
    "cp1250": "windows-1250 cp1250",
    "cp1251": "windows-1251 cp1251",
    "cp1253": "windows-1253 cp1253",
    "cp1254": "iso-8859-9 windows-1254 cp1254",
    "cp1255": "windows-1255 cp1255",
    "cp1256": "windows-1256 cp1256",
    "cp1257": "windows-1257 cp1257",
    "cp1258": "windows-1258 cp1258",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "mac-roman": "macintosh x-mac-roman",
    "cp437": "ibm437 cp437",
    "cp850": "ibm850 cp850",
    "gb18030": "gb2312 gbk gb18030 cp936 x-gbk",
    "hz": "hz-gb-2312",
    "big5hkscs": "big5 big5-hkscs",
    "cp932": "shift-jis sjis windows-31j cp932",
    "euc-jp": "euc-jp",
    "iso2022-jp-ext": "iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3",
    "cp949": "euc-kr ks-c-5601-1987 windows-949 cp949",
    "iso2022-kr": "iso-2022-kr",
    "utf-7": "utf-7 unicode-1-1-utf-7",
}


def _loaded(name: str, sample: bytes = b"Ada") -> codecs.CodecInfo:
    """Load a codec with its tables now: the process that reads hostile files can open none later."""
    codec = codecs.lookup(name)
    codec.decode(sample, "strict")
    return codec


_CODECS = {
    label.encode(): codec
    for name, labels in _LABELS.items()
    for codec in [_loaded(name)]
    for label in labels.split()
}
_IDNA = _loaded("idna", b"xn--mnchen-3ya")

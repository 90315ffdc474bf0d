"""Check a record downloaded from Consult, on your own machine, trusting nobody.

    pip install pynacl
    python verify_record.py record.json [--key HEX]

The file holds a public text (the minutes of a meeting, or a notice), the log of what happened to it, and the place of
that log under a head that the installation signed on a day. Checked are, one after the other: that the file is byte
for byte as it was made; that every event of the log follows from the one before (SHA-256); that the text is the one
whose hash the log holds; that the log stands under the head's root; that the head was signed by the key it names.
With --key (printed on the community's board, or kept from an earlier check) the key has to be that one.

Exit status: 0 whole and signed; 1 something was changed, and where; 2 whole, but no head covers it yet.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import sys
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

NO_HASH = "0" * 64
LAST_WORDS = {"minutes": ("PublicVersionPrepared", "PublicVersionApproved"),
              "notice": ("NoticePrepared", "NoticeReworded", "NoticePosted")}


class Changed(Exception):
    """Something is not as it was."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks, in UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data: bytes) -> str:
    """In hex."""
    return hashlib.sha256(data).hexdigest()


def read(data: bytes) -> dict[str, Any]:
    """The file, which is canonical JSON to the last byte."""
    try:
        bundle: Any = json.loads(data.decode())
    except ValueError as problem:
        raise Changed(f"file: cannot be read ({problem})") from None
    if not isinstance(bundle, dict) or set(bundle) != {"format", "kind", "text", "stream", "events", "head", "proof"}:
        raise Changed("file: has other parts than a record")
    if canonical(bundle) != data.strip(b"\n"):
        raise Changed("file: is not written as it was made (blanks, order or spelling)")
    if bundle["format"] != "consult-record/1" or bundle["kind"] not in LAST_WORDS:
        raise Changed("file: is of another format")
    return bundle


def check_log(bundle: dict[str, Any]) -> None:
    """Every event follows from the one before."""
    head = NO_HASH
    for place, event in enumerate(bundle["events"], start=1):
        body = {name: value for name, value in event.items() if name != "hash"}
        head = sha256(head.encode() + b"\n" + canonical(body))
        if event["seq"] != place or event["stream"] != bundle["stream"] or head != event["hash"]:
            raise Changed(f"log: event {place} was changed, or one before it is missing")
    if not bundle["events"]:
        raise Changed("log: is empty")


def check_text(bundle: dict[str, Any]) -> None:
    """The text is the one that the log holds the hash of."""
    told = [e for e in bundle["events"] if e["name"] in LAST_WORDS[bundle["kind"]]]
    if not told:
        raise Changed("log: does not say what the text was")
    if bundle["kind"] == "minutes":
        text = [bundle["text"]["title"], bundle["text"]["lines"]]
        check_lines(bundle["text"]["lines"], [e for e in told if "line_hashes" in e["data"]])
    else:
        text = bundle["text"]["words"]
    if sha256(canonical(text)) != told[-1]["data"]["text_hash"]:
        raise Changed("text: is not the one that was let out")


def check_lines(lines: list[Any], told: list[Any]) -> None:
    """Which line was changed, where one was."""
    expected = told[-1]["data"]["line_hashes"] if told else []
    if len(lines) != len(expected):
        raise Changed(f"text: has {len(lines)} lines where {len(expected)} were let out")
    for place, (line, known) in enumerate(zip(lines, expected, strict=True), start=1):
        if sha256(canonical(line))[:16] != known:
            raise Changed(f"text: line {place} was changed")


def check_head(bundle: dict[str, Any], key: str) -> None:
    """The log stands under the root, and the root was signed."""
    head, proof = bundle["head"], bundle["proof"]
    stream, epoch, seq, digest = proof["leaf"]
    if stream != bundle["stream"] or not 0 < seq <= len(bundle["events"]):
        raise Changed("proof: is of another log")
    event = bundle["events"][seq - 1]
    if event["hash"] != digest or event["epoch"] != epoch:
        raise Changed(f"proof: event {seq} is not the one that was signed")
    if climb(proof) != head["root"]:
        raise Changed("proof: does not lead to the head's root")
    signed = canonical({
        "consult": "head/1", "number": head["number"], "day": head["day"], "at": head["at"], "root": head["root"],
        "logs": head["logs"], "previous": head["previous"],
    })
    if sha256(signed) != head["hash"]:
        raise Changed("head: was changed")
    try:
        VerifyKey(bytes.fromhex(head["key"])).verify(signed, bytes.fromhex(head["signature"]))
    except (BadSignatureError, ValueError):
        raise Changed("head: its signature is not good") from None
    if head["key"] + head["signature"] != (head["key"] + head["signature"]).lower():
        raise Changed("head: key or signature is written otherwise")
    if key and key.lower() != head["key"]:
        raise Changed("head: was signed by another key than the one you know")


def climb(proof: dict[str, Any]) -> str:
    """From the leaf to the root."""
    at = sha256(b"\x00" + canonical(proof["leaf"]))
    for side, neighbour in proof["path"]:
        if side not in ("left", "right") or neighbour != neighbour.lower():
            raise Changed("proof: its path was changed")
        left, right = (neighbour, at) if side == "left" else (at, neighbour)
        at = sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right))
    return at


def verify(data: bytes, key: str = "") -> str:
    """What to say of a record that is whole; Changed otherwise."""
    bundle = read(data)
    try:
        check_log(bundle)
        check_text(bundle)
        if bundle["head"] is None or bundle["proof"] is None:
            if bundle["head"] is not bundle["proof"]:
                raise Changed("proof: is missing")
            return "unsigned"
        check_head(bundle, key)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as problem:
        raise Changed(f"file: a part is missing or of another kind ({problem})") from None
    return "signed"


def main() -> int:
    """Check one file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--key", default="", help="the installation's public key, in hex")
    chosen = parser.parse_args()
    with open(chosen.file, "rb") as file:
        data = file.read()
    try:
        found = verify(data, chosen.key)
    except Changed as problem:
        print(f"CHANGED  {problem}")
        return 1
    bundle = json.loads(data)
    if found == "unsigned":
        print("WHOLE, but no signed head covers it yet: download it again tomorrow")
        return 2
    head = bundle["head"]
    later = len(bundle["events"]) - bundle["proof"]["leaf"][2]
    print(f"WHOLE AND SIGNED  head {head['number']} of {head['day']}, key {head['key']}")
    if later:
        print(f"{later} newer events are whole, but not under this head yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())

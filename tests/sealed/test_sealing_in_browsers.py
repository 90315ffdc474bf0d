"""The twin in the voter's browser seals what the server can open, byte for byte of one length."""
from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

from nacl.public import PrivateKey, SealedBox

from consult.ballot.rules import sealed_text
from tests.node import NODE

ROOT = Path(__file__).parents[2]


def test_what_the_browser_seals_is_what_the_server_reads() -> None:
    key, question = PrivateKey.generate(), sealed_text.question_of(("for", "against", "abstain"))
    given = {"ballot": 7, "bind": "ab" * 32, "paddedTo": question.padded_to}
    programme = (
        "const { createRequire } = await import('node:module');"
        f"globalThis.nacl = createRequire(import.meta.url)({json.dumps(str(ROOT / 'static/vendor/nacl-fast.min.js'))});"
        f"const {{ envelopeOf, newTracker }} = await import({json.dumps((ROOT / 'static/js/ballots/sealing.js').as_uri())});"
        f"const given = {json.dumps(given)};"
        "const sealed = ['for', 'against', 'abstain'].flatMap((choice) => Array.from({ length: 20 }, () => {"
        "  const tracker = newTracker();"
        f"  return [choice, tracker, envelopeOf({{ ...given, choice, tracker }}, '{bytes(key.public_key).hex()}')];"
        "}));"
        "console.log(JSON.stringify(sealed));"
    )
    run = subprocess.run([NODE, "--input-type=module", "-e", programme], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    sealed = json.loads(run.stdout)
    for choice, tracker, envelope in sealed:
        text = SealedBox(key).decrypt(base64.urlsafe_b64decode(envelope + "=" * (-len(envelope) % 4)))
        assert sealed_text.read(question, text, ballot_id=7, bind="ab" * 32) == sealed_text.Opened(tracker, choice)
    assert {len(envelope) for _, _, envelope in sealed} == {len(sealed[0][2])}
    assert len({tracker for _, tracker, _ in sealed}) == 60

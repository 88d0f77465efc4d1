"""The README's first five minutes, pasted as they stand, do what the README says they do."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks

SAID: Mapping[str, tuple[str, ...]] = {
    "Prepare the shell": (),
    "Who am I?": (r'"WINDOW_CLERK"', r'"id": "unit_'),
    "Register a person": (r'"label": "王\*"', r'"refusals": \[\]'),
    "Register a matter from a phone call": (
        r'"stage": "REGISTERED"',
        r'"replayed": false',
        r'"refusals": \[\]',
    ),
    "The same request once more": (r'"replayed": true', r'"refusals": \[\]'),
    "Somebody who may not": (r'"events": \[\]', r'"code": "RoleMayNot"', r'"titleZh": "当前'),
    "The centre screens and accepts": (r'"triage\.screened"', r'"stage": "ACCEPTED"'),
    "The reviewer reads what happened": (
        r'"__typename": "IntakeRegistered"[\s\S]+"channel": "CALL"',
        r'"summary": null',
        r'"__typename": "CaseScreened"[\s\S]+"__typename": "CaseAccepted"',
        r'"procedure": "PM"',
    ),
    "Who answers, what is overdue, what was known when": (
        r'"duty": "FIRST_RESPONSIBLE_UNIT"',
        r'"timer": "T02"[\s\S]+"state": "MET"',
        r'"at": \{[\s\S]+"stage": "REGISTERED"',
        r"^#\d+ v3 .* case\.accepted · R04",
    ),
    "Prove it without trusting the server": (
        r"^liuhen\.local/demo\n\d+\n[\w+/]{43}=\n\n— liuhen\.local/demo ",
        r"^proved: the acceptance is in the log$",
    ),
    "Verify everything": (r"level SIGNED$", r"^everything is as it was signed$"),
    "Try to change the past": (
        r"case\.accepted +\| R04",
        r"^ERROR: +permission denied for table events$",
        r"^WRONG at position \d+: edited[\s\S]+^NOT as it was signed$"
        r"[\s\S]+^everything is as it was signed$",
    ),
    "Running it for real": (r"LIUHEN_",),
}
"""What must be read beneath each heading when its blocks are run: patterns, in any order."""

REFUSED = {("Try to change the past", 0): 1}
"""Blocks whose last command must fail, by heading and number beneath it: its exit status."""

LIUHEN = [sys.executable, "-c", "from infra.cli import main; main()"]


@contextmanager
def served_demo(home: Path) -> Iterator[str]:
    """`make run` in a home of its own, on a free port; the lines it gives to be pasted."""
    logs = home.with_name("logs.txt")
    with logs.open("w") as output:
        serving = subprocess.Popen(
            [*LIUHEN, "serve", "--demo"],
            cwd=ROOT,
            env={**_environment(), "LIUHEN_HOME": str(home), "PORT": "0"},
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        )
    assert serving.stdout
    try:
        said = ""
        while "\nlistening on http" not in said:
            line = serving.stdout.readline()
            assert line, f"it stopped before it served:\n{said}{logs.read_text()}"
            said += line
        yield "".join(re.findall(r"^export .+\n", said, re.MULTILINE))
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate()


def _environment() -> dict[str, str]:
    """Ours without the settings of this shell, and with `liuhen` and `python` to be found."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "PORT" and not name.startswith("LIUHEN")
    }
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"}


def transcript(pasted: list[Block], exports: str, home: Path) -> list[tuple[str, int]]:
    """What each block writes when all are pasted into one shell, and its exit status."""
    script = [exports]
    for block in pasted:
        script.append(f'{block.text}\nprintf "\\n@@ end %s\\n" "$?"\n')
    ran = subprocess.run(
        ["bash"],
        input="".join(script),
        cwd=ROOT,
        env={**_environment(), "LIUHEN_HOME": str(home), "TMPDIR": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    parts = re.split(r"\n@@ end (\d+)\n", ran.stdout)
    assert len(parts) == 2 * len(pasted) + 1, ran.stdout
    return list(zip(parts[0::2], map(int, parts[1::2]), strict=False))


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that the account of the embedded server may enter, whoever runs the tests."""
    with tempfile.TemporaryDirectory(prefix="liuhen-readme-") as folder:
        yield Path(folder) / "home"


def test_the_first_five_minutes_are_as_described(home: Path) -> None:
    pasted = [block for block in blocks("README.md") if block.language == "sh"]
    assert list(dict.fromkeys(block.heading for block in pasted)) == list(SAID)
    with served_demo(home) as exports:
        results = transcript(pasted, exports, home)
    seen: dict[str, list[str]] = {}
    for block, (output, status) in zip(pasted, results, strict=True):
        before = seen.setdefault(block.heading, [])
        expected = REFUSED.get((block.heading, len(before)), 0)
        assert status == expected, f"{block.text}\nended with {status}:\n{output}"
        assert '"errors"' not in output, output
        before.append(output)
    for heading, patterns in SAID.items():
        output = "\n".join(seen[heading])
        for pattern in patterns:
            assert re.search(pattern, output, re.MULTILINE), f"{heading}: {pattern}\n{output}"


def test_every_block_to_be_pasted_is_one_that_is_run() -> None:
    others = {block.text for block in blocks("README.md") if block.language != "sh"}
    targets = [line.split("#")[0].split() for block in others for line in block.splitlines()]
    assert targets == [["make", "run"], ["make", "test"]]


def test_the_chinese_readme_has_the_same_blocks() -> None:
    ours = [(block.language, block.text) for block in blocks("README.md")]
    assert [(block.language, block.text) for block in blocks("README.zh.md")] == ours

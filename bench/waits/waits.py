#!/usr/bin/env python3
"""Seconds from decisive evidence in a guest to the finding and to the verdict.

usage: waits.py DEBIAN-LIVE-ISO [RUNS]

The guest writes MARK on its console at the moment from which the cause can be known; the record has the time of that
line, of the first finding and of the verdict. All runs but the first start from a checkpoint.
"""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parents[2]

DEADLOCK = """\
  - name: arrange
    run: |
      printf '[Unit]\\nAfter=prov.service\\n[Service]\\nType=oneshot\\nExecStart=/bin/true\\n' >/run/systemd/system/helper.service
      printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c "sleep 5; echo MARK >/dev/ttyS0; systemctl start helper; touch /run/prov/status"\\n' >/run/systemd/system/prov.service
      systemctl daemon-reload
      systemctl start --no-block prov
"""
FAILS = """\
  - name: arrange
    run: |
      printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c "sleep 5; echo MARK >/dev/ttyS0; exit 3"\\n' >/run/systemd/system/prov.service
      systemctl daemon-reload
      systemctl start --no-block prov
"""
SITUATIONS = {
    "deadlock, unit awaited": DEADLOCK + "  - {unit: prov.service, within: 30m}\n",
    "deadlock, file awaited": DEADLOCK + "  - {file: /run/prov/status, within: 30m}\n",
    "deadlock, command waits": DEADLOCK + "  - {run: 'while ! test -e /run/prov/status; do sleep 1; done', within: 30m}\n",
    "unit fails, file awaited": FAILS + "  - {file: /run/prov/status, within: 30m}\n",
    "panic, command waits": "  - {run: 'echo 1 >/proc/sys/kernel/sysrq; sleep 3; echo MARK >/dev/ttyS0; echo c >/proc/sysrq-trigger; sleep 9999', within: 30m}\n",
}


def run(iso, checks, folder):
    spec = folder / "bootwitness.yaml"
    spec.write_text(
        f"name: waits\nimage: {{path: {iso}}}\n"
        "machine: {memory: 2GiB, cpus: 2, disks: [4GiB, 4GiB]}\n"
        "boot: {within: 90s}\nlogin: {user: nixos, become: root}\nchecks:\n" + checks)
    subprocess.run([HOME / "bootwitness", "run", folder, "--project", folder, "--quiet"], stdout=subprocess.DEVNULL)
    events = [json.loads(line) for line in open(folder / ".bootwitness/runs/latest/events.jsonl")]
    mark = [e["t"] for e in events if e["type"] == "console-line" and "MARK" in e["data"]["text"]][-1]
    finding = next(e for e in events if e["type"] == "finding-made" and e["t"] > mark)
    verdict = next(e for e in events if e["type"] == "verdict-reached")
    return finding["data"]["finding"]["cause"], (finding["t"] - mark) / 1e9, (verdict["t"] - mark) / 1e9


def main():
    iso, runs = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print("| situation | cause | finding: median, worst | verdict: median, worst |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        for name, checks in SITUATIONS.items():
            seen = [run(iso, checks, pathlib.Path(folder)) for _ in range(runs)]
            figures = [[s[i] for s in seen] for i in (1, 2)]
            cells = [f"{statistics.median(f):.2f} s, {max(f):.2f} s" for f in figures]
            print(f"| {name} | {', '.join(sorted({s[0] for s in seen}))} | {' | '.join(cells)} |", flush=True)


main()

#!/usr/bin/env python3
"""Measures runs that start from a checkpoint.

usage: clone.py [--spec SPEC] [--runs N] [--at-once N] [--cycles N]

SPEC (default examples/spark) should log in as root and have five checks. Makes a checkpoint in a cache of its own, then prints
medians of: `bootwitness run` from process start to exit, and in it from the beginning of phase restore to the first answered
command; with --at-once machines together: the same for the slowest, and private memory of each QEMU; after --cycles runs, what
is left over: QEMU processes, private folders, files in the checkpoint store, locks.
"""
import argparse, glob, json, os, shutil, statistics, subprocess, tempfile, time

HOME = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", ".."))
parser = argparse.ArgumentParser()
parser.add_argument("--spec", default=os.path.join(HOME, "examples/spark"))
parser.add_argument("--runs", type=int, default=10)
parser.add_argument("--at-once", type=int, default=8)
parser.add_argument("--cycles", type=int, default=200)
options = parser.parse_args()
work = tempfile.mkdtemp(prefix="bench-clone-")
environment = dict(os.environ, XDG_CACHE_HOME=os.path.join(work, "cache"))


def start(project):
    command = [os.path.join(HOME, "bootwitness"), "run", options.spec, "--project", project, "--quiet"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def ended(run):
    """The folder of its record."""
    output, _ = run.communicate()
    assert run.returncode == 0, output
    return next(line.split()[1] for line in output.splitlines() if line.startswith("  record"))


def events(record):
    with open(os.path.join(record, "events.jsonl")) as lines:
        return [json.loads(line) for line in lines]


def moment(all_events, kind, **data):
    for event in all_events:
        if event["type"] == kind and all(event["data"].get(k) == v for k, v in data.items()):
            return event["t"] / 1e9
    return None


def restore(record):
    seen = events(record)
    first = moment(seen, "restored")
    return None if first is None else first - moment(seen, "phase-started", phase="restore")


def private(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as lines:
            return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
    except OSError:
        return 0


def qemus():
    return subprocess.run(["pgrep", "-fc", work], capture_output=True, text=True).stdout.strip()


def leftovers():
    folders = [f for base in ("/tmp", "/var/tmp", os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) for f in glob.glob(base + "/bw-*")]
    files = sum(len(names) for _, _, names in os.walk(os.path.join(work, "cache/bootwitness/checkpoints")))
    memory = next(int(l.split()[1]) // 1024 for l in open("/proc/meminfo") if l.startswith("Shmem:"))
    return f"{qemus()} QEMUs, {len(folders)} private folders, {files} files in the store, {memory} MiB shared memory on the host"


try:
    project = os.path.join(work, "p")
    os.makedirs(project)
    made = events(ended(start(project)))
    pause = [e["data"]["seconds"] for e in made if e["type"] == "checkpoint" and e["data"]["state"] == "made"]
    print(f"made: the guest stood still for {pause[0]:.2f} s")
    whole, first = [], []
    for _ in range(options.runs):
        began = time.monotonic()
        record = ended(start(project))
        whole.append(time.monotonic() - began)
        first.append(restore(record))
    print(f"one at a time, n={options.runs}: whole run {statistics.median(whole):.2f} s, restore to first answer {statistics.median(first):.3f} s")

    began = time.monotonic()
    runs = [start(project) for _ in range(options.at_once)]
    most = {}
    while any(run.poll() is None for run in runs):
        for pid in subprocess.run(["pgrep", "-f", "qemu-system.*" + work], capture_output=True, text=True).stdout.split():
            most[pid] = max(most.get(pid, 0), private(pid))
        time.sleep(0.05)
    total = time.monotonic() - began
    answers = [restore(ended(run)) for run in runs]
    print(f"{options.at_once} at once: slowest first answer {max(answers):.2f} s after its restore began, all runs over after {total:.2f} s; "
          f"private memory at most {max(most.values(), default=0):.0f} MiB each")

    before = leftovers()
    for _ in range(options.cycles):
        ended(start(project))
    print(f"before {options.cycles} cycles: {before}\nafter:  {leftovers()}")
finally:
    shutil.rmtree(work, ignore_errors=True)

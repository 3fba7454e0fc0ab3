#!/usr/bin/env python3
"""Measures runs that start from a checkpoint.

usage: clone.py [--spec SPEC] [--runs N] [--at-once N] [--cycles N]

SPEC (default bench/clone/spark) should log in as root and have five checks. Its image is taken from this checkout's .bootwitness/images
if it was built before. Makes a checkpoint in a cache of its own, then prints medians and ranges of: `bootwitness run` from process
start to exit, and in it from the beginning of phase restore to the first answered command; with --at-once runs in one call, and the same
as processes: when the last has its first answer, from the start of the first process, and private memory of each QEMU; after --cycles runs, what is left
over on the host: QEMUs, Java processes, sockets, private folders, files in the cache, memory.
"""
import argparse, datetime, glob, json, os, shutil, statistics, subprocess, sys, tempfile, time

HOME = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", ".."))
parser = argparse.ArgumentParser()
parser.add_argument("--spec", default=os.path.join(HOME, "bench/clone/spark"))
parser.add_argument("--runs", type=int, default=10)
parser.add_argument("--at-once", type=int, default=8)
parser.add_argument("--cycles", type=int, default=200)
parser.add_argument("--keep", help="a folder that keeps image and checkpoint from one call to the next")
options = parser.parse_args()
work = options.keep or tempfile.mkdtemp(prefix="bench-clone-")
environment = dict(os.environ, XDG_CACHE_HOME=os.path.join(work, "cache"))


def start(project, times=1):
    command = [os.path.join(HOME, "bootwitness"), "run", *[options.spec] * times, "--project", project, "--quiet"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def records(run):
    """The folders of its records."""
    output, _ = run.communicate()
    assert run.returncode == 0, output
    return [line.split()[1] for line in output.splitlines() if line.startswith("  record")]


def ended(run):
    """The folder of its record."""
    return records(run)[0]


def events(record):
    with open(os.path.join(record, "events.jsonl")) as lines:
        return [json.loads(line) for line in lines]


def event(all_events, kind, **data):
    return next((e for e in all_events if e["type"] == kind and all(e["data"].get(k) == v for k, v in data.items())), None)


def restore(record):
    """Seconds from the beginning of phase restore to the first answer."""
    seen = events(record)
    first = event(seen, "restored")
    assert first, record + " was not restored"
    return (first["t"] - event(seen, "phase-started", phase="restore")["t"]) / 1e9


def answered(record):
    """When it had its first answer, as a Unix time."""
    return datetime.datetime.fromisoformat(event(events(record), "restored")["utc"]).timestamp()


def private(pid):
    """MiB of its own, all of it, and what of that no file could give back."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as lines:
            sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith("Private_")}
        return sum(sizes.values()), sizes.get("Private_Dirty", 0)
    except (OSError, IndexError, ValueError):
        return 0, 0


def pids(pattern):
    return subprocess.run(["pgrep", "-f", pattern], capture_output=True, text=True).stdout.split()


def leftovers():
    folders = [f for base in ("/tmp", "/var/tmp", os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) for f in glob.glob(base + "/bw-*")]
    files = sum(len(names) for _, _, names in os.walk(os.path.join(work, "cache")))
    meminfo = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in open("/proc/meminfo")}
    sockets = sum("/bw-" in line for line in open("/proc/net/unix"))
    return (f"{len(pids('qemu-system.*' + work))} QEMUs, {len(pids('java.*--project ' + work))} runs, {sockets} sockets, {len(folders)} private folders, "
            f"{files} files in the cache, {meminfo['Shmem']} MiB shared and {meminfo['AnonPages']} MiB anonymous memory on the host")


def span(values, form):
    return f"{form % statistics.median(values)} ({form % min(values)} to {form % max(values)})"


try:
    project = os.path.join(work, "p")
    images = os.path.join(HOME, ".bootwitness/images")
    if os.path.isdir(images) and not os.path.isdir(os.path.join(project, ".bootwitness/images")):
        shutil.copytree(images, os.path.join(project, ".bootwitness/images"), symlinks=True)
    os.makedirs(project, exist_ok=True)
    made = event(events(ended(start(project))), "checkpoint", state="made")
    if made:
        print(f"made: the guest stood still for {made['data']['seconds']:.2f} s", flush=True)
    if options.runs:
        whole, first = [], []
        for _ in range(options.runs):
            began = time.monotonic()
            record = ended(start(project))
            whole.append(time.monotonic() - began)
            first.append(restore(record))
        print(f"one at a time, n={options.runs}: whole run {span(whole, '%.2f')} s, restore to first answer {span(first, '%.3f')} s", flush=True)
    if options.at_once:
        began = time.time()
        made = records(start(project, options.at_once))
        print(f"{options.at_once} at once in one call: the last first answer {max(map(answered, made)) - began:.2f} s after its start, "
              f"all over after {time.time() - began:.2f} s; restore to first answer at most {max(map(restore, made)):.2f} s", flush=True)
        began = time.time()
        runs = [start(project) for _ in range(options.at_once)]
        made = [ended(run) for run in runs]
        print(f"{options.at_once} processes at once: the last first answer {max(map(answered, made)) - began:.2f} s after the start of the first process, "
              f"all over after {time.time() - began:.2f} s; restore to first answer at most {max(map(restore, made)):.2f} s", flush=True)
        # A second time: reading memory takes as much processor time of the host as a clone.
        runs = [start(project) for _ in range(options.at_once)]
        most = {}
        while any(run.poll() is None for run in runs):
            for pid in pids("qemu-system.*" + work):
                most[pid] = max(most.get(pid, (0, 0)), private(pid))
            time.sleep(0.2)
        for run in runs:
            ended(run)
        print(f"private memory of a QEMU at most {max(m[0] for m in most.values()):.0f} MiB, {max(m[1] for m in most.values()):.0f} MiB of it written to, "
              f"median {statistics.median(m[0] for m in most.values()):.0f} MiB, n={len(most)}", flush=True)
    if options.cycles:
        print(f"before {options.cycles} cycles: {leftovers()}", flush=True)
        began = time.monotonic()
        for _ in range(options.cycles):
            ended(start(project))
        print(f"after, {time.monotonic() - began:.0f} s later: {leftovers()}", flush=True)
finally:
    if not options.keep:
        shutil.rmtree(work, ignore_errors=True)

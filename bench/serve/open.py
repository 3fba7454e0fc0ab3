#!/usr/bin/env python3
"""Measures how soon `bootwitness serve` shows the first page of a project with many runs.

usage: open.py RECORD [--runs N] [--repeat N] [--bootwitness PROGRAM]

RECORD is a finished run's folder in a project, e.g. .bootwitness/runs/latest; its line of the ledger is taken, too. Makes two projects of N runs (default
10000): one with a ledger only, one with all records as well (hard links of the files of RECORD). For each, starts the server N times (--repeat) and prints the
seconds from the process' start to the last byte of `/`, of a second `/`, and of `/trend`. The page must list the newest run, or the measurement fails.
"""
import argparse, datetime, json, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time, urllib.request

HOME = pathlib.Path(__file__).resolve().parents[2]


def project(folder, record, line, runs, records):
    """A project of N runs, a minute apart, the newest an hour ago; the id of the newest."""
    kept = folder / ".bootwitness"
    (kept / "runs").mkdir(parents=True)
    newest = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    with open(kept / "ledger.jsonl", "w") as ledger:
        for n in range(runs):
            began = newest - datetime.timedelta(minutes=runs - 1 - n)
            run = began.strftime("%Y-%m-%dT%H-%M-%SZ-") + line["name"]
            ledger.write(json.dumps(line | {"run": run, "began": began.strftime("%Y-%m-%dT%H:%M:%S.000Z")}, separators=(",", ":")) + "\n")
            if records:
                # As cp -al does it. The folder's time is as old as the run, as that of a real one is.
                place = kept / "runs" / run
                shutil.copytree(record, place, copy_function=os.link)
                os.utime(place, (began.timestamp(), began.timestamp()))
    return run


def read(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


def opened(program, folder, newest):
    began = time.monotonic()
    server = subprocess.Popen([program, "serve", "--project", folder, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().strip()
        times = []
        for page in ("", "", "trend"):
            text = read(address + page)
            times.append(time.monotonic() - began)
            if not page and newest not in text:
                sys.exit(f"open.py: the page does not list {newest}")
            began = time.monotonic()
        return times
    finally:
        server.terminate()
        server.wait(timeout=30)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("record", type=pathlib.Path)
    arguments.add_argument("--runs", type=int, default=10_000)
    arguments.add_argument("--repeat", type=int, default=7)
    arguments.add_argument("--bootwitness", default=str(HOME / "bootwitness"))
    options = arguments.parse_args()
    record = options.record.resolve()
    lines = [json.loads(line) for line in open(record.parents[1] / "ledger.jsonl")]
    line = next((line for line in lines if line["run"] == record.name), None) or sys.exit(f"open.py: the ledger has no line of {record.name}")
    subprocess.run([options.bootwitness, "--version"], check=True, stdout=subprocess.DEVNULL)  # A checkout's first start compiles.
    # Beside the record, since a hard link cannot lead to another file system.
    with tempfile.TemporaryDirectory(dir=record.parents[2], prefix="bench-serve-") as work:
        for records in (False, True):
            folder = pathlib.Path(work) / str(records)
            newest = project(folder, record, line, options.runs, records)
            times = list(zip(*(opened(options.bootwitness, folder, newest) for _ in range(options.repeat))))
            what = "ledger and records" if records else "ledger only"
            for page, seconds in zip(("start to /", "/ again", "/trend"), times):
                print(f"{what}, {options.runs} runs, n={options.repeat}: {page} {statistics.median(seconds):.3f} s ({min(seconds):.3f}-{max(seconds):.3f})")


main()

#!/usr/bin/env python3
"""What Bootwitness costs on the way to a prompt, against the same QEMU bare, in turns (A B A B ...).

usage: overhead.py SPEC_FOLDER N [ROWS]

ROWS is a file that keeps the turns of this and earlier calls: what is printed in the end is of all of them, so that a long
measurement can be made in pieces.

Each turn is a `bootwitness run` of the spec, without a checkpoint, and then its QEMU bare (bare.py: the same arguments, its
sockets and private files anew, no decoding, no record). Compared is the time from "the processors run" to the byte
that completes the same prompt: login: for spark, the user's prompt after the autologin for debian-live. Ours is read off
the run's serial.cast, so it holds all that our reading, decoding and recording costs the guest. The second table is
the way on to a verified root shell, where ours does more than the bare script does.
"""
import json, os, re, shutil, statistics, subprocess, sys, tempfile
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bare

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROMPTS = {"spark": r"login: ", "debian-live": r"nixos@nixos:~\]\$"}


def ours(spec, project):
    subprocess.run([HOME + "/bootwitness", "run", spec, "--project", project, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    run = os.path.realpath(project + "/.bootwitness/runs/latest")
    events = [json.loads(line) for line in open(run + "/events.jsonl")]
    power = next(e["t"] for e in events if e["type"] == "powered-on")
    ready = next(e["t"] for e in events if e["type"] == "stage-reached" and e["data"]["stage"] == "ready")
    name = events[0]["data"]["name"]
    seen = ""
    for line in list(open(run + "/serial.cast"))[1:]:
        at, direction, text = json.loads(line)
        seen = seen[-2000:] + (text if direction == "o" else "")
        if re.search(PROMPTS[name], re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen)):
            return run, name, at, (ready - power) / 1e9
    sys.exit(run + ": no prompt in serial.cast")


def main():
    source, n = sys.argv[1], int(sys.argv[2])
    kept = sys.argv[3] if len(sys.argv) > 3 else os.devnull
    project = tempfile.mkdtemp(prefix="overhead-")
    images = os.path.join(HOME, ".bootwitness/images")
    if os.path.isdir(images):
        shutil.copytree(images, project + "/.bootwitness/images", symlinks=True)
    # The spec is beside the original, so that its relative paths stay valid.
    text = open(source + "/bootwitness.yaml").read()
    spec = os.path.join(source, "overhead-spec.yaml")
    with open(spec, "w") as file:
        file.write(re.sub(r"(?m)^boot:\n", "boot:\n  checkpoint: never\n", text))
    rows = [json.loads(line) for line in open(kept)] if os.path.exists(kept) else []
    try:
        for turn in range(n):
            run, name, prompt, root = ours(spec, project)
            moments = bare.once(bare.argv_of(run), [(PROMPTS[name].encode(), b"", "prompt")])
            rows.append([prompt, moments["prompt"], root])
            with open(kept, "a") as file:
                file.write(json.dumps(rows[-1]) + "\n")
            print("turn %d: ours %.3f s, bare %.3f s, ours to verified root %.3f s" % (turn + 1, *rows[-1]), flush=True)
    finally:
        os.unlink(spec)
        shutil.rmtree(project, ignore_errors=True)
    a, b, r = (statistics.median(column) for column in zip(*rows))
    spread = lambda i: "%.3f to %.3f" % (min(row[i] for row in rows), max(row[i] for row in rows))
    print("\n| %s, n=%d | median s | range |\n|---|---|---|" % (os.path.basename(source), len(rows)))
    print("| bare QEMU, power-on to prompt | %.3f | %s |" % (b, spread(1)))
    print("| bootwitness run, the same | %.3f | %s |" % (a, spread(0)))
    print("| bootwitness run, to a verified root shell | %.3f | %s |" % (r, spread(2)))
    print("\noverhead to the prompt, of the medians: %+.0f ms, %+.1f %%" % ((a - b) * 1000, (a / b - 1) * 100))
    print("median of the turns' differences: %+.0f ms" % statistics.median((row[0] - row[1]) * 1000 for row in rows))


main()

#!/usr/bin/env python3
"""Runs the QEMU of a record again, bare: the same arguments, only its sockets and private files anew.
The serial line is QEMU's standard input and output.

usage: bare.py RUN_DIRECTORY [N]

Prints, for each of N runs (default 1), the seconds from "the processors run" (QMP cont) to the first shell
prompt and to the root prompt after `sudo -i` (debian-live) or login and `su -` (spark), as a plain script that
knows these two images sees them. Compare with the record's own: its events `powered-on` to `stage-reached ready`.
Bytes are matched as they come, nothing is decoded or recorded: the floor.
"""
import json, os, re, shutil, socket, subprocess, sys, tempfile, time

DIALOGUES = {
    # (what to wait for, what to type then, name of the moment)
    "debian-live": [(rb"nixos@nixos:~\]\$", b"sudo -i\r", "shell"), (rb"root@nixos:~\]#", b"", "root")],
    "spark": [(rb"login: ", b"spark\r", None), (rb"Password: ", b"spark\r", None), (rb"spark@spark:~\$ ", b"su -\r", "shell"),
              (rb"Password: ", b"root\r", None), (rb"root@spark:~# ", b"", "root")],
}


def argv_of(run):
    for line in open(os.path.join(run, "events.jsonl")):
        event = json.loads(line)
        if event["type"] == "machine-started":
            return event["data"]["argv"]
    sys.exit(run + ": no machine-started event")


def once(argv, dialogue):
    folder = tempfile.mkdtemp(prefix="bare-")
    try:
        servers = {}

        def fresh(match):
            path = os.path.join(folder, os.path.basename(match.group(1)))
            server = socket.socket(socket.AF_UNIX)
            server.bind(path)
            server.listen(1)
            servers[os.path.basename(path)] = server
            return "path=" + path

        args = [re.sub(r"path=([^,]+)", fresh, a) if a.startswith("socket,") else a for a in argv]
        for i, a in enumerate(args):  # disks, memory and the variable store lived in a private folder, gone by now
            for old in re.findall(r"(?:file(?:name)?=|mem-path=)(/[^,]*/bw-[^,]+)", a):
                new = os.path.join(folder, os.path.basename(old))
                if not os.path.exists(new) and "mem-path=" not in a:
                    if old.endswith(".qcow2"):
                        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", new, "4G"], check=True)
                    else:
                        shutil.copy("/usr/share/OVMF/OVMF_VARS_4M.fd", new)
                args[i] = args[i].replace(old, new)
        qemu = subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        qmp = next(s for n, s in servers.items() if "qmp" in n).accept()[0].makefile("rw")
        qmp.readline()
        for command in ("qmp_capabilities", "cont"):
            qmp.write(json.dumps({"execute": command}) + "\n")
            qmp.flush()
            qmp.readline()
        began, seen, moments = time.monotonic(), b"", {}
        for pattern, answer, moment in dialogue:
            while not (match := re.search(pattern, seen)):
                data = os.read(qemu.stdout.fileno(), 65536)
                if not data:
                    sys.exit("QEMU ended early; seen last: %r" % seen[-300:])
                seen = seen[-100000:] + data
            if moment:
                moments[moment] = time.monotonic() - began
            seen = seen[match.end():]
            if answer:
                qemu.stdin.write(answer)
        qemu.kill()
        qemu.wait()
        return moments
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    run = os.path.realpath(sys.argv[1])
    dialogue = DIALOGUES["spark" if "spark" in os.path.basename(run) else "debian-live"]
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        moments = once(argv_of(run), dialogue)
        print("  ".join(f"{k} {v:.2f} s" for k, v in moments.items()), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What a run from a checkpoint costs beside a bare script that restores the same checkpoint and runs the same commands.

usage: rerun.py [SPEC] [N]          default: examples/debian-live 7

Each of N rounds (after one run that makes the checkpoint if there is none) takes, from process start to exit:
  run      `./bootwitness run SPEC`, reports included
  floor    QEMU with the arguments of that run's record, the checkpoint's devices sent to it, the run's commands sent over the side channel
           one after the other, QEMU killed: nothing decoded, recorded or judged
  java     `java -version`
and prints medians, ranges and (run - floor) / java. Budget (DESIGN.md): 4.
"""
import json, os, re, shutil, socket, statistics, subprocess, sys, tempfile, time

HOME = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", ".."))
SPEC = sys.argv[1] if len(sys.argv) > 1 else "examples/debian-live"
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 7
LATEST = os.path.join(HOME, ".bootwitness/runs/latest")


def timed(action):
    began = time.monotonic()
    value = action()
    return time.monotonic() - began, value


def run():
    done = subprocess.run([os.path.join(HOME, "bootwitness"), "run", SPEC], cwd=HOME, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the run did not pass:\n{done.stdout}{done.stderr}")


def java():
    find = '. scripts/jdk; find_jdk; echo "$java"'
    return subprocess.run(["bash", "-c", find], cwd=HOME, capture_output=True, text=True, check=True).stdout.strip()


def events(kind):
    with open(os.path.join(LATEST, "events.jsonl")) as lines:
        return [e["data"] for e in map(json.loads, lines) if e["type"] == kind]


class Qmp:
    def __init__(self, server):
        self.file = server.accept()[0].makefile("rw")
        self.file.readline()

    def ask(self, command, **arguments):
        self.file.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.file.flush()
        while True:
            answer = json.loads(self.file.readline())
            if "error" in answer:
                sys.exit(f"QEMU refused {command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]


def bare(argv, commands):
    folder = tempfile.mkdtemp(prefix="bare-", dir="/var/tmp")
    servers = {}

    def server(match):
        name = os.path.basename(match.group(1))
        servers[name] = socket.socket(socket.AF_UNIX)
        servers[name].bind(os.path.join(folder, name))
        servers[name].listen(1)
        return "path=" + os.path.join(folder, name)

    try:
        checkpoint = os.path.dirname(re.search(r"mem-path=([^,]*)", " ".join(argv)).group(1))
        arguments = []
        for word in argv:
            word = re.sub(r"path=([^,]+)", server, word) if word.startswith("socket,") else word
            for old in re.findall(r"file\.filename=(/[^,]*/bw-[^,]+)", word):
                new = os.path.join(folder, os.path.basename(old))
                shutil.copy(os.path.join(checkpoint, os.path.basename(old)), new)
                word = word.replace(old, new)
            arguments.append(word)
        qemu = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        qmp, side = Qmp(servers["qmp"]), servers["side"].accept()[0]
        qmp.ask("qmp_capabilities")
        qmp.ask("migrate-set-capabilities", capabilities=[{"capability": "x-ignore-shared", "state": True}])
        incoming = os.path.join(folder, "incoming")
        qmp.ask("migrate-incoming", uri="unix:" + incoming)
        with socket.socket(socket.AF_UNIX) as state, open(os.path.join(checkpoint, "devices"), "rb") as devices:
            state.connect(incoming)
            state.sendfile(devices)
        while qmp.ask("query-status")["status"] == "inmigrate":
            time.sleep(0.002)
        qmp.ask("cont")
        for number, command in enumerate(commands):
            nonce = f"{os.getpid():x}{number:04x}"
            side.sendall(f"{nonce} r {command}\n".encode())
            end, said = f"\n~bw{nonce} e ".encode(), b""
            while end not in said or not said.endswith(b"~\n"):
                data = side.recv(65536)
                if not data:
                    sys.exit(f"the side channel ended under: {command}")
                said += data
        qemu.kill()
        qemu.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def say(name, values):
    print(f"{name:6} {statistics.median(values):.3f} s  ({min(values):.3f} to {max(values):.3f})")


program = java()
run()
took = {"run": [], "floor": [], "java": []}
for _ in range(ROUNDS):
    took["run"].append(timed(run)[0])
    argv = events("machine-started")[-1]["argv"]
    if "-incoming" not in argv:
        sys.exit("the run was not restored from a checkpoint")
    # Asking what systemd still waits for is our own work, so it is part of the measurement.
    commands = [c["command"] for c in events("command-ran") if "list-jobs" not in c["command"]]
    took["floor"].append(timed(lambda: bare(argv, commands))[0])
    took["java"].append(timed(lambda: subprocess.run([program, "-version"], capture_output=True))[0])
for name, values in took.items():
    say(name, values)
own = statistics.median(r - f for r, f in zip(took["run"], took["floor"]))
print(f"n={ROUNDS}, {SPEC}: (run - floor) {own:.3f} s = {own / statistics.median(took['java']):.2f} x java -version (budget 4)")

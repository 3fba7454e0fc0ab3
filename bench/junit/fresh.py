#!/usr/bin/env python3
"""Measures ten @FreshMachine methods in parallel on spark: time and memory of all QEMU and of the JVM.

usage: fresh.py [--runs N] [--at-once N] [--cp CLASSPATH]

CLASSPATH (default: what `./bootwitness` and `./mvnw -pl junit -am test-compile` have built, and JUnit of ~/.m2) must have bootwitness-junit and JUnit's
console launcher. The first run boots and makes the checkpoint; each further one starts from it. Prints for each the time of JUnit's run and of the whole process, and the
peak over time of the sum of what the processes hold at one moment: RSS counts what they share once for each, PSS divides it.
"""
import argparse, glob, os, re, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.realpath(__file__))
HOME = os.path.realpath(os.path.join(HERE, "..", ".."))


def classpath():
    version = re.search(r"<junit.version>(.*)</junit.version>", open(HOME + "/pom.xml").read()).group(1)
    junit = glob.glob(os.path.expanduser(f"~/.m2/repository/org/junit/**/{version}/*.jar"), recursive=True)
    others = glob.glob(os.path.expanduser("~/.m2/repository/org/opentest4j/**/*.jar"), recursive=True)
    dist = HOME + "/cli/target/dists/" + open(HOME + "/cli/target/dists/current").read().strip()
    return ":".join([HOME + "/junit/target/classes"] + glob.glob(dist + "/lib/*.jar") + junit + others)


parser = argparse.ArgumentParser()
parser.add_argument("--runs", type=int, default=3)
parser.add_argument("--at-once", type=int, default=10)
parser.add_argument("--cp", default=None)
options = parser.parse_args()
cp = options.cp or classpath()
work = tempfile.mkdtemp(prefix="bench-junit-")
java = os.path.join(os.environ["JAVA_HOME"], "bin") if "JAVA_HOME" in os.environ else ""
subprocess.run([os.path.join(java, "javac"), "-proc:none", "-d", work, "-cp", cp, HERE + "/TenFreshMachinesTest.java"], check=True)


def descendants(pid):
    parents = {}
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            text = open(stat).read()
        except OSError:
            continue
        parents.setdefault(int(text.rpartition(")")[2].split()[1]), []).append(int(text.split()[0]))
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += parents.get(one, [])
    return found


def memory(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as lines:
            sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.split(":")[0] in ("Rss", "Pss")}
        name = os.readlink(f"/proc/{pid}/exe")
    except (OSError, ValueError, IndexError):
        return None
    return ("qemu" if "qemu-system" in name else "java" if name.endswith("java") else "other", sizes.get("Rss", 0), sizes.get("Pss", 0))


def run():
    command = [os.path.join(java, "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-cp", work + ":" + cp,
               "org.junit.platform.console.ConsoleLauncher", "execute", "--select-class=TenFreshMachinesTest", "--details=summary", "--disable-banner",
               "--config=junit.jupiter.execution.parallel.enabled=true", "--config=junit.jupiter.execution.parallel.config.executor-service=WORKER_THREAD_POOL",
               "--config=junit.jupiter.execution.parallel.config.strategy=fixed", f"--config=junit.jupiter.execution.parallel.config.fixed.parallelism={options.at_once}",
               "--config=bootwitness.project=" + work]
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=HOME, env=dict(os.environ, XDG_CACHE_HOME=work + "/cache"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    peak, most = {}, 0
    while process.poll() is None:
        now = [m for m in map(memory, descendants(process.pid)) if m]
        machines = sum(1 for m in now if m[0] == "qemu")
        most = max(most, machines)
        for kind in ("qemu", "java", "all"):
            mine = [m for m in now if kind in ("all", m[0])]
            for i, name in ((1, "RSS"), (2, "PSS")):
                peak[kind, name] = max(peak.get((kind, name), 0), sum(m[i] for m in mine))
        time.sleep(0.2)
    whole = time.monotonic() - began
    output = process.stdout.read()
    if process.returncode != 0:
        sys.exit(output)
    junit = int(re.search(r"finished after (\d+) ms", output).group(1)) / 1000
    print(f"JUnit {junit:.2f} s, process {whole:.2f} s, at most {most} machines at once; " + ", ".join(f"{kind} {name} {peak[kind, name]:.0f} MiB" for kind, name in peak))
    return junit


print("cold: ", end="", flush=True)
run()
times = [run() for _ in range(options.runs)]
print(f"{options.runs} runs from the checkpoint: median {statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})")

#!/usr/bin/env python3
"""Bootwitness beside logspec, SQUAD's linux_log_parser and LAVA's kernel messages, on each other's logs.

usage: peers.py SHARED LOGSPEC SQUAD LAVA      run in the checkout

SHARED   the project's shared folder: corpus-real and corpus-kernel with their labels
LOGSPEC  a checkout of github.com/kernelci/logspec
SQUAD    a checkout of github.com/Linaro/squad
LAVA     the unpacked Debian package lava-dispatcher (`apt-get download lava-dispatcher && dpkg -x lava-dispatcher*.deb LAVA`)

Their code is imported from there and never copied here. Prints a Markdown table for each set of logs, and each log on which a
peer flagged something and Bootwitness did not.

flagged       of the logs with a failure, those in which the tool sees one
named right   of the same, those whose first finding is of an expected cause; of a peer the nearest cause of each of its kinds counts,
              and of Bootwitness also what it reports beside a boot that passed
false alarms  of the healthy logs, those in which the tool sees a failure
"""
import csv, glob, importlib.util, json, os, re, subprocess, sys, tempfile, time, types

shared, logspec, squad, lava = (os.path.abspath(a) for a in sys.argv[1:5])


def stub(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module
    return module


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Of logspec: a driver that did not find its device or its optional firmware, in logs of boots that passed.
NOISE = "error_return_code"

# What a peer calls a thing -> causes of ours that would be right of it.
KINDS = {
    "panic": ("kernel/panic", "kernel/panic-no-root", "kernel/panic-no-init", "initrd/verity-failed"),
    "kasan": ("kernel/memory-error",), "kfence": ("kernel/memory-error",), "kmsan": ("kernel/memory-error",),
    "ubsan": ("kernel/memory-error",), "kcsan": ("kernel/data-race",), "oops": ("kernel/oops",), "fault": ("kernel/oops",),
    "invalid opcode": ("kernel/oops",), "bug": ("kernel/oops", "kernel/memory-error", "kernel/locking", "kernel/lockup", "kernel/data-race"),
    "warning": ("kernel/warning", "kernel/locking", "kernel/memory-error"),
    "exception": ("kernel/warning", "kernel/oops", "kernel/locking", "kernel/memory-error"), "unknown": ("kernel/warning", "kernel/oops"),
    "dmesg": ("check/failed", "kernel/warning", "kernel/oops"), "lockup": ("kernel/lockup",), "trace": ("kernel/lockup", "kernel/warning", "kernel/oops"),
}


def text_of(path):
    return open(path, encoding="utf-8", errors="replace", newline="").read()


def by_squad():
    for name in ("squad", "django", "django.template"):
        stub(name)
    stub("squad.plugins", Plugin=object)
    stub("squad.core")
    stub("squad.core.models", SuiteMetadata=object)
    stub("django.template.defaultfilters", slugify=lambda s: s)
    module = load("linux_log_parser", squad + "/squad/plugins/linux_log_parser.py")
    plugin = module.Plugin()
    private = "_Plugin__"
    regex = getattr(plugin, private + "compile_regexes")(module.REGEXES)

    def kinds(path):
        log = text_of(path).replace("\r\n", "\n")
        found = []
        for part in getattr(plugin, private + "cutoff_boot_log")(log):
            messages = getattr(plugin, private + "kernel_msgs_only")(part)
            for match in regex.finditer(messages):
                found.append(module.REGEXES[match.lastindex - 1][0].replace("check-kernel-", "").replace("-", " "))
        return found

    return kinds


def by_lava():
    stub("pexpect", EOF=Exception)
    stub("lava_common")
    stub("lava_common.exceptions", JobError=Exception, TestError=Exception)
    stub("lava_common.log", YAMLLogger=object)
    stub("lava_dispatcher")
    stub("lava_dispatcher.utils")
    stub("lava_dispatcher.utils.strings", seconds_to_str=str)
    module = load("messages", lava + "/usr/lib/python3/dist-packages/lava_dispatcher/utils/messages.py")
    messages = [(re.compile(m["start"]), m["kind"] or "exception") for m in module.KERNEL_MESSAGES]

    def kinds(path):
        log = text_of(path)
        seen = [(m.start(), kind) for pattern, kind in messages for m in [pattern.search(log)] if m]
        return [kind for _, kind in sorted(seen)]

    return kinds


def by_logspec():
    sys.path.insert(0, logspec)
    from logspec.main import format_data_output, load_parser_and_parse_log
    import logspec as package, logging
    logging.disable(logging.CRITICAL)

    def kinds(path):
        clean = path
        if "\ufffd" in text_of(path):  # it stops at what is no UTF-8
            clean = tempfile.mktemp()
            open(clean, "w").write(text_of(path))
        errors = []
        for model in ("test_baseline", "generic_linux_boot"):
            parsed = load_parser_and_parse_log(clean, model, package.default_parser_defs_file)
            errors = errors or json.loads(format_data_output(parsed)).get("errors", [])
        names = [str(e.get("error_type", "")).lower() for e in errors]
        return [next((k for k in KINDS if k in n), "unknown") for n in names if NOISE not in n]

    return kinds


# Before the cause of what is reported of a boot that passed.
BESIDE = "beside a pass: "


def ours(paths):
    out = subprocess.run([os.environ.get("BOOTWITNESS", "./bootwitness"), "explain", "--jsonl", *paths], capture_output=True, text=True).stdout
    verdicts = {}
    for line in out.splitlines():
        verdict = json.loads(line)
        primary = verdict.get("primary") or {}
        cause = primary.get("cause") or "none"
        if verdict.get("outcome") == "inconclusive" or cause.startswith("run/"):
            cause = "inconclusive"
        # What is reported beside a pass is seen, and no alarm.
        beside = [f["cause"] for f in verdict.get("findings", []) if f["cause"].startswith(("kernel/", "check/"))]
        told = BESIDE + beside[0] if cause == "none" and beside else cause
        verdicts[os.path.abspath(verdict["log"])] = told
    return verdicts


def labelled(folder):
    rows = csv.DictReader(open(folder + "/labels.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {folder + "/" + row["file"]: row["expected_primary"].split("|") for row in rows}


def of_squad():
    kinds = {"kasan": "kasan", "kfence": "kfence", "oops": "oops", "kernelpanic": "panic", "rcu_warning": "warning"}
    return {path: list(KINDS[kinds.get(os.path.basename(path)[:-4], "bug")]) + ["kernel/warning", "kernel/panic", "kernel/locking"]
            for path in sorted(glob.glob(squad + "/test/plugins/linux_log_parser/*.log"))}


def of_logspec():
    """What its own tests expect of the first error of each log; no error is a healthy log only if the prompt was reached."""
    sys.path.insert(0, logspec)
    expected = {}
    for name in ("linux_boot", "baseline"):
        source = open("%s/tests/test_%s.py" % (logspec, name)).read()
        for case in re.split(r"\n    \('", source)[1:]:
            file = case.split("'", 1)[0]
            errors = re.findall(r'"error_type": "([\w. -]+)"', case)
            names = [next((k for k in KINDS if k in e.lower()), "unknown") for e in errors if NOISE not in e]
            path = glob.glob(logspec + "/tests/logs/*/" + file)[0]
            if names:
                expected[path] = [c for n in names for c in KINDS[n]]
            elif '"linux.boot.prompt": True' in case:
                expected[path] = ["none"]
    return expected


SETS = {
    "real logs (given half)": labelled(shared + "/corpus-real"),
    "syzkaller's reports (given half)": labelled(shared + "/corpus-kernel/syzkaller"),
    "SQUAD's own": of_squad(),
    "logspec's own": of_logspec(),
}
PEERS = {"logspec": by_logspec(), "SQUAD": by_squad(), "LAVA": by_lava()}

for name, logs in SETS.items():
    began = time.time()
    verdicts = ours(list(logs))
    rows = {"Bootwitness": ({p: c for p, c in verdicts.items()}, time.time() - began)}
    failing = [p for p, want in logs.items() if "none" not in want and want != ["inconclusive"]]
    healthy = [p for p, want in logs.items() if "none" in want]
    print("\n**%s**: %d logs, %d with a failure, %d healthy\n" % (name, len(logs), len(failing), len(healthy)))
    print("| | flagged | named right | false alarms | seconds |\n|---|---|---|---|---|")
    mine = rows["Bootwitness"][0]
    flagged = [p for p in failing if mine.get(p, "none") not in ("none", "inconclusive")]
    right = [p for p in failing if mine.get(p, "none").removeprefix(BESIDE) in logs[p]]
    accused = [p for p in healthy if mine.get(p, "none") not in ("none", "inconclusive") and not mine[p].startswith(BESIDE)]
    alarms = [p for p in accused if mine[p] not in logs[p]]
    print("| Bootwitness | %d | %d | %d | %.1f |" % (len(flagged), len(right), len(alarms), rows["Bootwitness"][1]))
    missed = []
    for peer, kinds in PEERS.items():
        began, seen = time.time(), {}
        for path in logs:
            try:
                seen[path] = kinds(path)
            except Exception as problem:  # a peer that stops on a log has not seen anything in it
                print("%s on %s: %r" % (peer, os.path.basename(path), problem), file=sys.stderr)
                seen[path] = []
        took = time.time() - began
        theirs = [p for p in failing if seen[p]]
        good = [p for p in theirs if any(c in logs[p] for c in KINDS.get(seen[p][0], ()))]
        wrong = [p for p in healthy if seen[p]]
        print("| %s | %d | %d | %d | %.1f |" % (peer, len(theirs), len(good), len(wrong), took))
        missed += ["%s sees %s in %s; Bootwitness: %s" % (peer, seen[p][0], os.path.basename(p), mine.get(p)) for p in theirs if p not in flagged]
    for row in missed:
        print("* " + row)

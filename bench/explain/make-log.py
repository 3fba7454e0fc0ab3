#!/usr/bin/env python3
"""Writes a console log of SIZE MB: ordinary lines, and NEAR per cent that hold a word of a rule and match none.

usage: make-log.py FILE SIZE [NEAR]
"""
import random
import sys

ORDINARY = [
    "usb {a}-{b}: new high-speed USB device number {c} using xhci_hcd",
    "virtio_net virtio{a} eth{b}: link is up, {c} Mbit/s, full duplex",
    "audit: type=1130 audit(17641{c}.{b}:{c}): pid=1 uid=0 auid=4294967295 ses=4294967295 msg='unit=job-{a} comm=\"systemd\" "
    "exe=\"/usr/lib/systemd/systemd\" hostname=? addr=? terminal=? res=success'",
    "systemd-journald[{c}]: Received client request to flush runtime journal.",
    "IPv6: ADDRCONF(NETDEV_CHANGE): eth{a}: link becomes ready",
    "app[{c}]: request {c} served in {b} ms from cache, {c} bytes, client 10.0.{a}.{b}",
    "app[{c}]: GET /api/v1/items/{c}?page={a} 200 {b}",
    "pci 0000:0{a}:1{b}.0: BAR {a}: assigned [mem 0x{c:x}000-0x{c:x}fff 64bit pref]",
    "input: AT Translated Set 2 keyboard as /devices/platform/i8042/serio{a}/input/input{b}",
    "docker0: port {a}(veth{c:x}) entered forwarding state",
    "worker-{a}: batch {c}: 128 rows, 0 rejected, checksum {c:08x}",
    "clocksource: tsc: mask: 0xffffffffffffffff max_cycles: 0x{c:x}, max_idle_ns: 44079528{c} ns",
]
NEAR = [
    "systemd[1]: Starting Daily clean-up number {c}...",
    "systemd[1]: run-docker-runtime-{c}.mount: Deactivated successfully.",
    "app[{c}]: error: {b} retries left, backing off",
    "app[{c}]: cache entry {c:x} not found, asking upstream",
    "nvme nvme{a}: {b}/0/0 default/read/poll queues",
    "app[{c}]: Loading page {c} of the index",
    "app[{c}]: connection {b} timed out, retry {a}",
    "EXT4-fs (vda{a}): mounting of snapshot {c} took {b} ms",
]
CHUNK = 32_000_000

name, size, near = sys.argv[1], int(sys.argv[2]) * 1_000_000, float(sys.argv[3]) / 100 if len(sys.argv) > 3 else 0.07
dice = random.Random(1)
lines, length, at = [], 0, 5.0
while length < CHUNK:
    at += 0.0003
    text = dice.choice(NEAR if dice.random() < near else ORDINARY)
    text = text.format(a=dice.randrange(10), b=dice.randrange(1000), c=dice.randrange(1_000_000))
    line = f"[{at:12.6f}] {text}\r\n"
    lines.append(line)
    length += len(line)
chunk = "".join(lines).encode()
with open(name, "wb") as out:
    out.write(b"[    0.000000] Linux version 6.1.0-37-amd64 (debian-kernel@lists.debian.org)\r\n")
    written = 0
    while written < size:
        written += out.write(chunk)
    out.write(b"\r\nDebian GNU/Linux 12 host ttyS0\r\n\r\nhost login: ")

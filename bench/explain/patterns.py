#!/usr/bin/env python3
"""Prints the console's line patterns of rules.yaml as grep -E takes them, one a line."""
import pathlib
import re

rules = pathlib.Path(__file__).resolve().parents[2] / "diagnosis/src/main/resources/dev/bootwitness/diagnosis/rules.yaml"
for rule in re.split(r"^  - id: ", rules.read_text(), flags=re.M)[1:]:
    head = rule.split("    except:")[0]
    if "channel:" in head or "on: prompt" in head:
        continue
    pattern = re.search(r"^    pattern: '(.*)'$", head, re.M).group(1).replace("''", "'")
    # POSIX has neither groups without number, nor lazy repetition, nor \d.
    pattern = re.sub(r"([+*?])\?", r"\1", pattern.replace("(?:", "(").replace(r"[^\]]", "[^]]"))
    pattern = re.sub(r"(?<!\\)\[[^]]+\]", lambda a: a[0].replace(r"\w", "[:alnum:]_").replace(r"\d", "0-9"), pattern)
    print(pattern.replace(r"\d", "[0-9]"))

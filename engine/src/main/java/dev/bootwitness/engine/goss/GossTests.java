package dev.bootwitness.engine.goss;

import dev.bootwitness.engine.check.ShellWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the tests of a goss file into checks, kind by kind, with the meaning that goss documents.
 */
final class GossTests {

  private final List<Map<String, Object>> checks = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  List<Map<String, Object>> checks() {
    return checks;
  }

  List<String> left() {
    return left;
  }

  /** All tests of a kind. */
  void kind(String kind, @Nullable Object all) {
    if (!(all instanceof Map<?, ?> tests)) {
      left.add(kind + ": expected tests by name");
      return;
    }
    tests.forEach((name, attributes) ->
        test(
            kind,
            new GossTest(
                kind, String.valueOf(name), attributes instanceof Map<?, ?> map ? map : Map.of())));
  }

  private void test(String kind, GossTest test) {
    if (test.flag("skip").orElse(false)) {
      left.add(test.place() + ": goss skips it");
      return;
    }
    switch (kind) {
      case "command" -> command(test);
      case "file" -> file(test);
      case "service" -> service(test);
      case "port" -> port(test);
      case "process" -> add(test, "process", test.id(), "running", test.flag("running"));
      case "package" -> packaged(test);
      case "mount" -> mount(test);
      case "user" -> user(test);
      case "group" -> group(test);
      case "kernel-param" -> kernelParameter(test);
      case "http" -> http(test);
      case "interface" -> networkInterface(test);
      case "dns" -> dns(test);
      default -> {
        left.add(test.place() + ": there is no check for `" + kind + "`");
        return;
      }
    }
    test.unused().forEach(key -> left.add("%s: `%s` is not checked".formatted(test.place(), key)));
  }

  /** Keys and values in turn; an empty value leaves its key out. */
  private void add(GossTest test, Object... pairs) {
    Map<String, Object> check = new LinkedHashMap<>();
    test.text("title").ifPresent(title -> check.put("name", title));
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1] instanceof Optional<?> maybe ? maybe.orElse(null) : pairs[i + 1];
      if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
        check.put(String.valueOf(pairs[i]), value);
      }
    }
    checks.add(check);
  }

  private void command(GossTest test) {
    String command = test.text("exec").orElse(test.id());
    Optional<String> within =
        test.number("timeout").filter(ms -> ms > 30_000).map(ms -> ms / 1000 + "s");
    add(test, "run", command, "exit", test.number("exit-status"), "within", within);
    int exit = test.number("exit-status").orElse(0);
    patterns(test, test.texts("stdout"), command, exit);
    patterns(test, test.texts("stderr"), "{ " + command + "\n} 2>&1 >/dev/null", exit);
  }

  /**
   * A pattern is a text, {@code /an expression/}, or one of them after {@code !}: it must not be
   * there.
   */
  private void patterns(GossTest test, List<String> patterns, String command, int exit) {
    for (String pattern : patterns) {
      boolean without = pattern.startsWith("!");
      String text = pattern.substring(without ? 1 : 0);
      boolean expression = text.length() > 1 && text.startsWith("/") && text.endsWith("/");
      String plain =
          expression
              ? text.substring(1, text.length() - 1)
              : text.startsWith("\\/") || text.startsWith("\\!") ? text.substring(1) : text;
      if (without) {
        String grep = expression ? "grep -qE -e " : "grep -qF -e ";
        add(test, "run", "! { " + command + "\n} | " + grep + ShellWord.quote(plain));
      } else {
        add(
            test,
            "run",
            command,
            "exit",
            exit == 0 ? Optional.empty() : Optional.of(exit),
            expression ? "matches" : "prints",
            plain);
      }
    }
  }

  private void file(GossTest test) {
    String path = test.id();
    String quoted = ShellWord.quote(path);
    add(test, "file", path, "exists", test.flag("exists"));
    List<String> content = new ArrayList<>(test.texts("contains"));
    content.addAll(test.texts("contents"));
    patterns(test, content, "cat -- " + quoted, 0);
    test.text("mode")
        .ifPresent(mode ->
            add(
                test,
                "run",
                "stat -L -c %a -- " + quoted,
                "matches",
                "^0*" + mode.replaceFirst("^0+", "") + "$"));
    prints(test, "owner", "stat -L -c %U -- " + quoted);
    prints(test, "group", "stat -L -c %G -- " + quoted);
    prints(test, "size", "stat -L -c %s -- " + quoted);
    prints(test, "md5", "md5sum < " + quoted);
    prints(test, "sha256", "sha256sum < " + quoted);
    prints(test, "sha512", "sha512sum < " + quoted);
    prints(test, "linked-to", "readlink -- " + quoted);
    test.text("filetype")
        .ifPresent(type ->
            type(type)
                .ifPresentOrElse(
                    option -> add(test, "run", "test " + option + " " + quoted),
                    () -> left.add(test.place() + ": `filetype: " + type + "` is not known")));
  }

  private static Optional<String> type(String type) {
    return switch (type) {
      case "file" -> Optional.of("-f");
      case "directory" -> Optional.of("-d");
      case "symlink" -> Optional.of("-L");
      case "socket" -> Optional.of("-S");
      case "pipe" -> Optional.of("-p");
      case "block-device" -> Optional.of("-b");
      case "character-device" -> Optional.of("-c");
      default -> Optional.empty();
    };
  }

  /** The command prints exactly this, or this and more after a blank. */
  private void prints(GossTest test, String key, String command) {
    test.text(key)
        .ifPresent(value -> add(test, "run", command, "matches", "^" + literally(value) + "( |$)"));
  }

  private static String literally(String text) {
    return text.replaceAll("[^A-Za-z0-9 _/:-]", "\\\\$0");
  }

  private void service(GossTest test) {
    String unit = test.id().contains(".") ? test.id() : test.id() + ".service";
    test.flag("running")
        .ifPresent(running ->
            add(test, "unit", unit, "state", running ? Optional.empty() : Optional.of("inactive")));
    test.flag("enabled")
        .ifPresent(enabled ->
            add(
                test,
                "run",
                (enabled ? "" : "! ") + "systemctl is-enabled -q -- " + ShellWord.quote(unit)));
  }

  private void port(GossTest test) {
    String[] words = test.id().split(":", 2);
    String protocol = words.length == 2 ? words[0] : "tcp";
    String number = words[words.length - 1];
    if (!number.matches("[0-9]{1,5}") || !protocol.matches("(tcp|udp)6?")) {
      left.add(test.place() + ": no port of tcp or udp");
      return;
    }
    add(
        test,
        "port",
        Integer.valueOf(number),
        "protocol",
        protocol.startsWith("udp") ? Optional.of("udp") : Optional.empty(),
        "listening",
        test.flag("listening"),
        "addresses",
        test.texts("ip"));
  }

  private void packaged(GossTest test) {
    add(
        test,
        "package",
        test.id(),
        "installed",
        test.flag("installed"),
        "versions",
        test.texts("versions"));
  }

  private void mount(GossTest test) {
    add(
        test,
        "mount",
        test.id(),
        "mounted",
        test.flag("exists"),
        "source",
        test.text("source"),
        "filesystem",
        test.text("filesystem"),
        "options",
        test.texts("opts"));
  }

  private void user(GossTest test) {
    add(
        test,
        "user",
        test.id(),
        "exists",
        test.flag("exists"),
        "uid",
        test.number("uid"),
        "gid",
        test.number("gid"),
        "groups",
        test.texts("groups"),
        "home",
        test.text("home"),
        "shell",
        test.text("shell"));
  }

  private void group(GossTest test) {
    String ask = "getent group -- " + ShellWord.quote(test.id());
    boolean exists = test.flag("exists").orElse(true);
    add(test, "run", exists ? ask : "! " + ask);
    test.number("gid")
        .ifPresent(gid -> add(test, "run", ask, "matches", "^[^:]*:[^:]*:" + gid + ":"));
  }

  private void kernelParameter(GossTest test) {
    test.text("value").ifPresent(value -> add(test, "kernelParameter", test.id(), "value", value));
  }

  private void http(GossTest test) {
    String url = test.text("url").orElse(test.id());
    List<String> body = new ArrayList<>();
    for (String pattern : test.texts("body")) {
      if (pattern.startsWith("!") || (pattern.startsWith("/") && pattern.endsWith("/"))) {
        left.add("%s: the body's pattern `%s` is not checked".formatted(test.place(), pattern));
      } else {
        body.add(pattern);
      }
    }
    if (!test.flag("no-follow-redirects").orElse(false)) {
      left.add(test.place() + ": redirects are not followed here; goss follows them");
    }
    add(
        test,
        "http",
        url,
        "status",
        test.number("status"),
        "contains",
        body,
        "insecure",
        test.flag("allow-insecure").filter(insecure -> insecure));
  }

  private void networkInterface(GossTest test) {
    String folder = "/sys/class/net/" + test.id();
    boolean exists = test.flag("exists").orElse(true);
    add(test, "run", (exists ? "" : "! ") + "test -e " + ShellWord.quote(folder));
    for (String address : test.texts("addrs")) {
      add(
          test,
          "run",
          "ip -o addr show dev " + ShellWord.quote(test.id()),
          "prints",
          " " + address + " ");
    }
    prints(test, "mtu", "cat " + ShellWord.quote(folder + "/mtu"));
  }

  private void dns(GossTest test) {
    if (test.text("server").isPresent()) {
      left.add(test.place() + ": a name server of one's own is not asked");
      return;
    }
    boolean resolves = test.flag("resolvable").or(() -> test.flag("resolveable")).orElse(true);
    String ask = "getent ahosts " + ShellWord.quote(test.id());
    add(test, "run", resolves ? ask : "! " + ask);
    for (String address : test.texts("addrs")) {
      add(test, "run", ask, "matches", "^" + literally(address) + " ");
    }
  }
}

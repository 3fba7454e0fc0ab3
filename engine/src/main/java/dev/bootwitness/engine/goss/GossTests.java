package dev.bootwitness.engine.goss;

import dev.bootwitness.engine.check.CheckSpec;
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
    Optional<String> exec = test.text("exec");
    if (exec.isEmpty() && test.has("exec")) {
      left.add(test.place() + ": `exec` is a list, and only a text is translated");
      test.skipTheRest();
      return;
    }
    String command = exec.orElse(test.id());
    Optional<Integer> exit = test.number("exit-status");
    if (exit.isEmpty() && test.has("exit-status")) {
      left.add(test.place() + ": its `exit-status` is not a plain number, and is not translated");
      test.skipTheRest();
      return;
    }
    Optional<String> within = within(test);
    GossOutput stdout = new GossOutput(test, command, within, this::add, left);
    add(test, "run", command, "exit", exit, "within", within);
    stdout.check("stdout", exit.orElse(0));
    new GossOutput(test, "{ " + command + "\n} 2>&1 >/dev/null", within, this::add, left)
        .check("stderr", exit.orElse(0));
  }

  /** Milliseconds; goss ends a command after 10 s if the file does not say. */
  private Optional<String> within(GossTest test) {
    Optional<Integer> limit = test.number("timeout");
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    long seconds = Math.ceilDiv(limit.get(), 1000L);
    if (seconds <= CheckSpec.ONCE.toSeconds()) {
      left.add(
          "%s: `timeout: %d` is not kept; the command may take %d s"
              .formatted(test.place(), limit.get(), CheckSpec.ONCE.toSeconds()));
      return Optional.empty();
    }
    left.add(
        "%s: `timeout: %d` became `within: %ds`, which also tries a command that fails again until then"
            .formatted(test.place(), limit.get(), seconds));
    return Optional.of(seconds + "s");
  }

  private void file(GossTest test) {
    String path = test.id();
    String quoted = ShellWord.quote(path);
    Optional<Boolean> exists = test.flag("exists");
    add(test, "file", path, "exists", exists);
    if (exists.equals(Optional.of(false))) {
      test.skipTheRest();
      return;
    }
    GossOutput content =
        new GossOutput(test, "cat -- " + quoted, Optional.empty(), this::add, left);
    content.check("contains", 0);
    content.check("contents", 0);
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

  /** {@code systemctl} is asked as goss asks it, so that a unit that has failed does not run. */
  private void service(GossTest test) {
    String unit = test.id().contains(".") ? test.id() : test.id() + ".service";
    String quoted = ShellWord.quote(unit);
    test.flag("running")
        .ifPresent(running -> {
          if (running) {
            add(test, "unit", unit);
          } else {
            add(test, "run", refused("systemctl is-active -q -- " + quoted));
          }
        });
    test.flag("enabled")
        .ifPresent(enabled -> {
          String ask = "systemctl is-enabled -q -- " + quoted;
          add(test, "run", enabled ? ask : refused(ask));
        });
  }

  /** The command says no; a shell's own status for one that it cannot start is no answer. */
  private static String refused(String command) {
    return command + "; s=$?; [ $s -gt 0 ] && [ $s -lt 126 ]";
  }

  /** getent(1) exits with 2 for a key that it does not find. */
  private static String absent(String getent) {
    return getent + "; [ $? = 2 ]";
  }

  /** goss holds the families apart: {@code tcp} is IPv4 alone. */
  private void port(GossTest test) {
    String[] words = test.id().split(":", 2);
    String protocol = words.length == 2 ? words[0] : "tcp";
    String number = words[words.length - 1];
    if (!number.matches("[0-9]{1,5}") || !protocol.matches("(tcp|udp)6?")) {
      left.add(test.place() + ": not a TCP or UDP port");
      test.skipTheRest();
      return;
    }
    Optional<Boolean> listening = test.flag("listening");
    boolean open = listening.orElse(true);
    add(
        test,
        "port",
        Integer.valueOf(number),
        "protocol",
        protocol.endsWith("6") ? protocol : protocol + "4",
        "listening",
        listening,
        "addresses",
        open ? test.texts("ip") : List.of());
    if (!open) {
      test.skipTheRest();
    }
  }

  private void packaged(GossTest test) {
    Optional<Boolean> installed = test.flag("installed");
    boolean there = installed.orElse(true);
    add(
        test,
        "package",
        test.id(),
        "installed",
        installed,
        "versions",
        there ? test.texts("versions") : List.of());
    if (!there) {
      test.skipTheRest();
    }
  }

  private void mount(GossTest test) {
    Optional<Boolean> exists = test.flag("exists");
    if (exists.equals(Optional.of(false))) {
      add(test, "mount", test.id(), "mounted", false);
      test.skipTheRest();
      return;
    }
    add(
        test,
        "mount",
        test.id(),
        "mounted",
        exists,
        "source",
        test.text("source"),
        "filesystem",
        test.text("filesystem"),
        "options",
        test.texts("opts"));
  }

  private void user(GossTest test) {
    Optional<Boolean> exists = test.flag("exists");
    if (exists.equals(Optional.of(false))) {
      add(test, "user", test.id(), "exists", false);
      test.skipTheRest();
      return;
    }
    add(
        test,
        "user",
        test.id(),
        "exists",
        exists,
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
    if (!test.flag("exists").orElse(true)) {
      add(test, "run", absent(ask));
      test.skipTheRest();
      return;
    }
    add(test, "run", ask);
    test.number("gid")
        .ifPresent(gid -> add(test, "run", ask, "matches", "^[^:]*:[^:]*:" + gid + ":"));
  }

  private void kernelParameter(GossTest test) {
    test.text("value").ifPresent(value -> add(test, "kernelParameter", test.id(), "value", value));
  }

  private void http(GossTest test) {
    String url = test.text("url").orElse(test.id());
    List<String> body = new ArrayList<>();
    if (test.text("body").isPresent()) {
      left.add(
          test.place() + ": `body` as a single text must be the whole body, and is not checked");
    }
    for (String pattern : test.text("body").isPresent() ? List.<String>of() : test.texts("body")) {
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
    if (!test.flag("exists").orElse(true)) {
      add(test, "run", "! test -e " + ShellWord.quote(folder));
      test.skipTheRest();
      return;
    }
    add(test, "run", "test -e " + ShellWord.quote(folder));
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
      left.add(test.place() + ": `server` is not translated: the guest's own resolver is asked");
      test.skipTheRest();
      return;
    }
    Optional<Boolean> resolves = test.flag("resolvable").or(() -> test.flag("resolveable"));
    String ask = "getent ahosts " + ShellWord.quote(test.id());
    if (!resolves.orElse(true)) {
      add(test, "run", absent(ask));
      test.skipTheRest();
      return;
    }
    add(test, "run", ask);
    for (String address : test.texts("addrs")) {
      add(test, "run", ask, "matches", "^" + literally(address) + " ");
    }
  }
}

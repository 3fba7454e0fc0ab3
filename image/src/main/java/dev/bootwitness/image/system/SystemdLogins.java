package dev.bootwitness.image.system;

import dev.bootwitness.image.facts.TerminalLogin;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.filesystem.TreeNode;
import dev.bootwitness.image.tool.ToolFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The logins that systemd starts: enabled gettys, and one on every serial console of the kernel
 * (systemd-getty-generator(8)).
 */
final class SystemdLogins {

  private static final Pattern INSTANCE =
      Pattern.compile("(serial-getty|getty|autovt|container-getty)@([A-Za-z0-9]{1,20})\\.service");

  private static final Pattern AUTOLOGIN =
      Pattern.compile("(?:--autologin[= ]|\\s-a\\s*)'?\"?([A-Za-z_][A-Za-z0-9_-]{0,31})");

  private static final Pattern SHELL =
      Pattern.compile(
          "^[-@:+!]*\\S*/(?:ba|da|a|k|z)?sh(?:\\s.*)?$|--login-program[= ]\\S*/(?:ba|da|z)?sh\\b");

  private final TreeFiles files;
  private final SystemScene scene;
  private final List<String> folders = new ArrayList<>();

  SystemdLogins(TreeFiles files, SystemScene scene, String etc)
      throws ToolFailure, InterruptedException {
    this.files = files;
    this.scene = scene;
    folders.add(etc + "/systemd/system");
    for (String own : SystemReader.systemdFolders(files)) {
      folders.add(own + "/system");
    }
  }

  List<TerminalLogin> read() throws ToolFailure, InterruptedException {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String folder : folders) {
      for (TreeNode node : files.children(folder + "/getty.target.wants")) {
        instance(node).ifPresent(line -> lines.put(line, node.name()));
      }
      for (TreeNode node : files.children(folder + "/multi-user.target.wants")) {
        instance(node).ifPresent(line -> lines.put(line, node.name()));
      }
    }
    if (!scene.value("systemd.getty_auto").orElse("1").matches("0|no|false|off")) {
      // Virtual terminals get theirs when they are used (logind.conf(5), NAutoVTs).
      scene.consoles().stream()
          .filter(line -> !line.matches("tty[0-9]+|null"))
          .forEach(line -> lines.putIfAbsent(line, "serial-getty@" + line + ".service"));
    }
    List<TerminalLogin> logins = new ArrayList<>();
    for (Map.Entry<String, String> line : lines.entrySet()) {
      login(line.getKey(), line.getValue()).ifPresent(logins::add);
    }
    return logins;
  }

  private static Optional<String> instance(TreeNode node) {
    Matcher instance = INSTANCE.matcher(node.name());
    return instance.matches() ? Optional.of(String.valueOf(instance.group(2))) : Optional.empty();
  }

  /** Empty when the unit is masked or does not exist. */
  private Optional<TerminalLogin> login(String line, String unit)
      throws ToolFailure, InterruptedException {
    String template = unit.substring(0, unit.indexOf('@') + 1) + ".service";
    Set<String> paths = new LinkedHashSet<>();
    boolean known = false;
    for (String name : List.of(template, unit)) {
      for (int i = folders.size() - 1; i >= 0; i--) {
        Optional<TreeNode> node = files.child(folders.get(i), name);
        if (node.isPresent() && masked(node.get())) {
          // A mask counts for the name it has; a unit of the same name further on would win.
          return Optional.empty();
        }
        if (node.isPresent()) {
          known = true;
          paths.add(folders.get(i) + "/" + name);
        }
      }
    }
    for (String name : List.of(template, unit)) {
      for (int i = folders.size() - 1; i >= 0; i--) {
        for (TreeNode file : files.children(folders.get(i) + "/" + name + ".d")) {
          if (file.name().endsWith(".conf")) {
            paths.add(folders.get(i) + "/" + name + ".d/" + file.name());
          }
        }
      }
    }
    return known ? Optional.of(login(line, unit, paths)) : Optional.empty();
  }

  private static boolean masked(TreeNode node) {
    return node.type() == TreeNode.Type.LINK && node.target().equals("/dev/null");
  }

  private TerminalLogin login(String line, String unit, Set<String> paths)
      throws ToolFailure, InterruptedException {
    Map<String, String> texts = files.texts(paths, SystemReader.LONGEST);
    String start = "";
    for (String path : paths) {
      String last =
          texts
              .getOrDefault(path, "")
              .lines()
              .map(String::strip)
              .filter(text -> text.startsWith("ExecStart="))
              .map(text -> text.substring("ExecStart=".length()).strip())
              .filter(text -> !text.isEmpty())
              .reduce("", (_, later) -> later);
      start = last.isEmpty() ? start : last;
    }
    Matcher user = AUTOLOGIN.matcher(start);
    String who = start.contains("getty") && user.find() ? String.valueOf(user.group(1)) : "";
    return new TerminalLogin(line, unit, who, SHELL.matcher(start).find());
  }
}

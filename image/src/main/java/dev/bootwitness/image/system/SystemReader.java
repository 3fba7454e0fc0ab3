package dev.bootwitness.image.system;

import dev.bootwitness.image.facts.Account;
import dev.bootwitness.image.facts.SystemFacts;
import dev.bootwitness.image.facts.TerminalLogin;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.filesystem.TreeNode;
import dev.bootwitness.image.tool.ToolFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a root file system says about the system that will run from it. */
public final class SystemReader {

  /** The longest configuration file that is read. */
  static final int LONGEST = 256 << 10;

  private static final Pattern SHARED = Pattern.compile("libsystemd-shared-(.{1,40})\\.so");

  /** Where distributions keep systemd's own files. */
  private static final List<String> SYSTEMD =
      List.of("/usr/lib/systemd", "/lib/systemd", "/usr/lib64/systemd");

  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/systemd",
          "/lib/systemd",
          "/usr/lib/x86_64-linux-gnu/systemd",
          "/usr/lib/aarch64-linux-gnu/systemd",
          "/usr/lib64/systemd");

  private final TreeFiles files;
  private final SystemScene scene;
  private final NixStore nix;

  private SystemReader(TreeFiles files, SystemScene scene) {
    this.files = files;
    this.scene = scene;
    this.nix = NixStore.of(scene);
  }

  /**
   * The system in a tree.
   *
   * @param place where the tree lies, for people
   * @return empty when the tree is no root file system
   */
  public static Optional<SystemFacts> read(TreeFiles files, String place, SystemScene scene)
      throws ToolFailure, InterruptedException {
    return new SystemReader(files, scene).read(place);
  }

  private Optional<SystemFacts> read(String place) throws ToolFailure, InterruptedException {
    String etc = nix.etc();
    Map<String, String> texts =
        files.texts(
            List.of(
                etc + "/os-release",
                "/usr/lib/os-release",
                etc + "/hostname",
                etc + "/passwd",
                etc + "/shadow",
                etc + "/group",
                etc + "/inittab"),
            LONGEST);
    if (texts.isEmpty() && !files.exists(nix.init().orElse("/nix-path-registration"))) {
      return Optional.empty();
    }
    String init = init(texts);
    List<Account> accounts =
        Accounts.read(
            texts.getOrDefault(etc + "/passwd", ""),
            Optional.ofNullable(texts.get(etc + "/shadow")),
            scene.today());
    List<TerminalLogin> logins = new ArrayList<>();
    if (init.equals("systemd")) {
      logins.addAll(new SystemdLogins(files, scene, etc).read());
    } else {
      logins.addAll(InittabLogins.read(texts.getOrDefault(etc + "/inittab", "")));
      logins.addAll(runit());
    }
    String group = texts.getOrDefault(etc + "/group", "");
    return Optional.of(
        new SystemFacts(
            place,
            name(texts, etc),
            texts.getOrDefault(etc + "/hostname", "").strip(),
            init,
            version(init),
            logins,
            SudoRules.read(files, etc, accounts, Groups.read(group)),
            files.exists("/usr/bin/doas") || files.exists("/bin/doas"),
            accounts,
            AuthorizedKeys.read(files, etc, texts.getOrDefault(etc + "/passwd", "")),
            packs(),
            nix.storePath(),
            hasJournal()));
  }

  private static String name(Map<String, String> texts, String etc) {
    String release =
        texts.getOrDefault(etc + "/os-release", texts.getOrDefault("/usr/lib/os-release", ""));
    return release
        .lines()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).strip())
        .map(value -> value.replaceAll("^[\"']|[\"']$", ""))
        .findFirst()
        .orElse("");
  }

  private String init(Map<String, String> texts) throws ToolFailure, InterruptedException {
    if (nix.init().isPresent()) {
      return "systemd";
    }
    String asked = scene.value("init").filter(path -> path.startsWith("/")).orElse("/sbin/init");
    Optional<TreeNode> program = files.resolve(asked);
    if (program.isEmpty() && asked.equals("/sbin/init")) {
      program = files.resolve(scene.value("rdinit").orElse("/init"));
    }
    String name = program.map(TreeNode::name).orElse("");
    if (name.equals("systemd")) {
      return "systemd";
    }
    if (name.startsWith("busybox") || texts.containsKey("/etc/inittab")) {
      boolean openrc = files.exists("/sbin/openrc") || files.exists("/usr/sbin/openrc");
      return openrc ? "openrc" : name.startsWith("busybox") ? "busybox" : "sysvinit";
    }
    return name.equals("runit-init") || name.equals("runit") ? "runit" : "";
  }

  private String version(String init) throws ToolFailure, InterruptedException {
    if (!init.equals("systemd")) {
      return "";
    }
    for (String folder : LIBRARIES) {
      for (TreeNode node : files.children(folder)) {
        Matcher shared = SHARED.matcher(node.name());
        if (shared.matches()) {
          return shared.group(1);
        }
      }
    }
    return "";
  }

  /** Services of runit are folders named after what they run, as Void Linux has them. */
  private List<TerminalLogin> runit() throws ToolFailure, InterruptedException {
    List<TerminalLogin> logins = new ArrayList<>();
    for (String folder : List.of("/etc/runit/runsvdir/default", "/etc/service")) {
      for (TreeNode node : files.children(folder)) {
        if (node.name().startsWith("agetty-")) {
          String line = node.name().substring("agetty-".length());
          logins.add(new TerminalLogin(line, node.path(), "", false));
        }
      }
    }
    return logins;
  }

  private List<String> packs() throws ToolFailure, InterruptedException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, List<String>> pack : scene.packs().entrySet()) {
      for (String path : pack.getValue()) {
        if (!found.contains(pack.getKey()) && files.named(placed(path))) {
          found.add(pack.getKey());
        }
      }
    }
    return found.stream().sorted().toList();
  }

  private String placed(String path) {
    return path.startsWith("/etc/") ? nix.etc() + path.substring("/etc".length()) : path;
  }

  private boolean hasJournal() throws ToolFailure, InterruptedException {
    return files.children("/var/log/journal").stream()
        .anyMatch(node -> node.type() == TreeNode.Type.FOLDER);
  }

  /** The folders of systemd's own units in this tree, those that exist. */
  static List<String> systemdFolders(TreeFiles files) throws ToolFailure, InterruptedException {
    List<String> found = new ArrayList<>();
    for (String folder : SYSTEMD) {
      if (files.exists(folder + "/system") && found.isEmpty()) {
        found.add(folder);
      }
    }
    return found;
  }
}

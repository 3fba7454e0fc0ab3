package dev.bootwitness.prenixos.program;

import dev.bootwitness.prenixos.detect.SystemView;
import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.plan.PlanOptions;
import dev.bootwitness.prenixos.service.ActionLog;
import dev.bootwitness.prenixos.service.Provisioning;
import dev.bootwitness.prenixos.status.Places;
import dev.bootwitness.prenixos.tool.SystemTools;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A run that loads what a boot loads, for the archive of classes that `package` makes (JEP 483). It
 * starts no tool but the listing of disks, and writes nothing outside the folder it is given.
 */
final class Training {
  static final String COMMAND = "train";

  private Training() {}

  /**
   * @param arguments the command, a saved inventory, a folder to write to
   */
  static int run(PrintStream out, String... arguments) {
    int status = 0;
    for (String command : List.of("plan", "detect")) {
      for (List<String> more : List.of(List.of("--json"), List.<String>of())) {
        status |= saved(out, command, arguments[1], more);
      }
    }
    status |= saved(out, "apply", arguments[1], List.of("--dry-run", "--wipe", "A"));
    try {
      return status | provision(out, Path.of(arguments[2]));
    } catch (IOException e) {
      out.println("pre-nixos: the training failed: " + e);
      return 1;
    }
  }

  private static int saved(PrintStream out, String command, String file, List<String> more) {
    var words = new java.util.ArrayList<>(List.of(command, "--inventory", file));
    words.addAll(more);
    return new PreNixos(out, out).run(words.toArray(String[]::new));
  }

  private static int provision(PrintStream out, Path folder) throws IOException {
    Files.createDirectories(folder);
    Tools system = new SystemTools(Duration.ofMinutes(1));
    Tools tools = command -> answered(system, command);
    var places = new Places(folder);
    var log = new ActionLog(out, places.log());
    // Every program is "there" in a folder of links, and none of them is started.
    var service =
        new Provisioning(tools, new SystemView(folder), places, log, links(folder).toString());
    service.run(Consent.NONE, PlanOptions.STANDARD, "00000000");
    return 0;
  }

  private static ToolOutcome answered(Tools system, List<String> command) {
    String answer =
        switch (command.getFirst()) {
          case "lsblk" -> {
            system.run(command);
            yield DISKS;
          }
          case "blockdev" -> command.get(1).equals("--getro") ? "0" : "8589934592";
          case "lvs" -> VOLUMES;
          default -> "";
        };
    return new ToolOutcome(command, 0, answer, "");
  }

  private static Path links(Path folder) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path program = Path.of("/bin/true");
    for (String name :
        List.of(
            "blkdiscard blockdev chmod lvcreate mkdir mkfs.ext4 mkfs.vfat mkswap mount pvcreate"
                .split(" ", -1))) {
      Files.createSymbolicLink(bin.resolve(name), program);
    }
    for (String name : List.of("sgdisk", "udevadm", "umount", "vgcreate", "mdadm")) {
      Files.createSymbolicLink(bin.resolve(name), program);
    }
    return bin;
  }

  private static final String DISKS =
      """
      {"blockdevices": [{"kname": "vda", "path": "/dev/vda", "type": "disk", "size": 8589934592,
      "log-sec": 512, "rm": false, "ro": false, "rota": true, "model": null, "serial": "A",
      "tran": "virtio", "fstype": null, "label": null, "uuid": null, "partlabel": null,
      "partuuid": null, "mountpoints": [null]}]}
      """;

  private static final String VOLUMES =
      """
      {"report": [{"lv": [{"vg_name": "main", "lv_name": "slash", "lv_size": "1",
      "lv_active": "active"}]}]}
      """;
}

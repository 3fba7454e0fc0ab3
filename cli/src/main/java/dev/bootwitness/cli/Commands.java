package dev.bootwitness.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The commands by name, in the order in which help shows them.
 *
 * <p>picocli inspects a command's class by reflection, which for all commands takes a tenth of the
 * time of a run from a checkpoint; so only the requested command is created.
 */
final class Commands {
  private static final Map<String, Supplier<Object>> ALL = all();

  private Commands() {}

  /**
   * The command that the first word names; without one, all commands, since help and hints list
   * them.
   */
  static Map<String, Supplier<Object>> of(String... words) {
    Supplier<Object> asked = words.length == 0 ? null : ALL.get(words[0]);
    return asked == null ? ALL : Map.of(words[0], asked);
  }

  private static Map<String, Supplier<Object>> all() {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("run", RunCommand::new);
    all.put("demo", DemoCommand::new);
    all.put("inspect", InspectCommand::new);
    all.put("init", InitCommand::new);
    all.put("import", ImportCommand::new);
    all.put("schema", SchemaCommand::new);
    all.put("explain", ExplainCommand::new);
    all.put("report", ReportCommand::new);
    all.put("merge", MergeCommand::new);
    all.put("runs", RunsCommand::new);
    all.put("trend", TrendCommand::new);
    all.put("serve", ServeCommand::new);
    all.put("attach", AttachCommand::new);
    all.put("shell", ShellCommand::new);
    all.put("capture", CaptureCommand::new);
    all.put("initramfs", InitramfsCommand::new);
    all.put("checkpoint", CheckpointCommand::new);
    all.put("diff", DiffCommand::new);
    all.put("queue", QueueCommand::new);
    all.put("known", KnownCommand::new);
    all.put("doctor", DoctorCommand::new);
    return all;
  }
}

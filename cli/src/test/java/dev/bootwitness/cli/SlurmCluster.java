package dev.bootwitness.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Slurm of two nodes with one processor each, both of them this host, with everything below one
 * folder and on loopback. Needs root.
 */
final class SlurmCluster implements AutoCloseable {

  private final Path folder;
  private final List<Process> daemons = new ArrayList<>();

  private SlurmCluster(Path folder) {
    this.folder = folder;
  }

  /** Starts the daemons in the foreground, so that they end with the test. */
  static SlurmCluster start(Path folder) throws IOException, InterruptedException {
    SlurmCluster cluster = new SlurmCluster(folder);
    try {
      cluster.write();
      cluster.daemon(
          "munged",
          "--foreground",
          "--force",
          "--key-file=" + folder.resolve("munge.key"),
          "--socket=" + folder.resolve("munge.socket"),
          "--pid-file=" + folder.resolve("munged.pid"),
          "--seed-file=" + folder.resolve("munged.seed"),
          "--log-file=" + folder.resolve("munged.log"));
      cluster.daemon("slurmctld", "-D", "-c");
      cluster.daemon("slurmd", "-D", "-N", "n1");
      cluster.daemon("slurmd", "-D", "-N", "n2");
      // Returns when both nodes have registered: two tasks on two nodes.
      cluster.client("srun", "--nodes=2", "--ntasks=2", "true");
      return cluster;
    } catch (IOException | InterruptedException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** slurm.conf(5); see also the shared notes on engines that run here. */
  private void write() throws IOException {
    byte[] key = new byte[1024];
    new SecureRandom().nextBytes(key);
    Files.write(folder.resolve("munge.key"), key);
    Files.setPosixFilePermissions(
        folder.resolve("munge.key"), PosixFilePermissions.fromString("r--------"));
    Files.createDirectory(folder.resolve("state"));
    String host = InetAddress.getLocalHost().getHostName().replaceFirst("[.].*", "");
    Files.writeString(
        folder.resolve("slurm.conf"),
        """
        ClusterName=test
        SlurmctldHost=%1$s(127.0.0.1)
        SlurmctldPort=%3$d
        SlurmUser=root
        SlurmdUser=root
        AuthType=auth/munge
        AuthInfo=socket=%2$s/munge.socket
        StateSaveLocation=%2$s/state
        SlurmdSpoolDir=%2$s/%%n
        SlurmctldPidFile=%2$s/ctld.pid
        SlurmdPidFile=%2$s/%%n.pid
        SlurmctldLogFile=%2$s/ctld.log
        SlurmdLogFile=%2$s/%%n.log
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_CPU
        SchedulerParameters=sched_interval=1,batch_sched_delay=1
        SlurmdTimeout=5
        KillWait=2
        MpiDefault=none
        NodeName=n1 NodeHostname=%1$s NodeAddr=127.0.0.1 Port=%4$d CPUs=1
        NodeName=n2 NodeHostname=%1$s NodeAddr=127.0.0.1 Port=%5$d CPUs=1
        PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
        """
            .formatted(host, folder, port(), port(), port()));
  }

  private static int port() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void daemon(String... command) throws IOException {
    Path log = folder.resolve(daemons.size() + "-" + command[0] + ".out");
    daemons.add(builder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SLURM_CONF", folder.resolve("slurm.conf").toString());
    return builder;
  }

  /** Runs one of Slurm's commands; it must succeed. */
  private String client(String... command) throws IOException, InterruptedException {
    Process process = builder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(Arrays.toString(command) + " failed: " + output + logs());
    }
    return output;
  }

  /** Submits a job, and returns its id. */
  String submit(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sbatch", "--parsable"));
    command.addAll(List.of(arguments));
    return client(command.toArray(String[]::new)).strip();
  }

  /** Waits until all tasks of a job have ended, however they did. */
  void await(String job) throws IOException, InterruptedException {
    client("srun", "--quiet", "--dependency=afterany:" + job, "true");
  }

  /**
   * Kills the node that runs a task, as a power failure would: its daemon, its supervisors and what
   * they run.
   */
  void killNodeOf(int task) throws IOException {
    String node = "";
    List<ProcessHandle> victims = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      List<String> environment = environment(process);
      if (environment.contains("SLURM_ARRAY_TASK_ID=" + task)
          && environment.contains("SLURM_CONF=" + folder.resolve("slurm.conf"))) {
        victims.add(process);
        process
            .parent()
            .filter(parent -> comm(parent).startsWith("slurmstepd"))
            .ifPresent(parent -> victims.addFirst(parent));
        node =
            environment.stream()
                .filter(variable -> variable.startsWith("SLURMD_NODENAME="))
                .findFirst()
                .orElse(node);
      }
    }
    Process daemon = daemons.get(node.endsWith("n1") ? 2 : 3);
    victims.addFirst(daemon.toHandle());
    victims.forEach(ProcessHandle::destroyForcibly);
  }

  private static List<String> environment(ProcessHandle process) {
    return List.of(read(process, "environ").split("\0", -1));
  }

  private static String comm(ProcessHandle process) {
    return read(process, "comm");
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(
          Path.of("/proc", String.valueOf(process.pid()), file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It has ended.
    }
  }

  /** Reads a file that a task is still writing until a line has these words. */
  static void awaitLine(Path file, String words) throws IOException {
    Process tail =
        new ProcessBuilder("tail", "--lines=+1", "--follow=name", "--retry", file.toString())
            .start();
    try (BufferedReader lines = tail.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(words)) {
          return;
        }
      }
    } finally {
      tail.destroy();
    }
    throw new AssertionError(file + " ended without " + words);
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(f -> f.toString().matches(".*\\.(log|out)")).toList()) {
        text.append("\n== ").append(log).append('\n').append(Files.readString(log));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    daemons.reversed().forEach(Process::destroy);
    daemons.forEach(daemon -> daemon.onExit().join());
  }
}

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.SocketConsoleChannel;
import dev.bootwitness.console.channel.StreamConsoleChannel;
import dev.bootwitness.console.login.Login;
import dev.bootwitness.console.login.LoginPlan;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.console.side.Interrupter;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.MachineListener;
import dev.bootwitness.machine.qemu.QemuArguments;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Measures commands over serial and side channel, and files over the side channel, in one guest.
 *
 * <p>Arguments: {@code spark KERNEL INITRD} or {@code live ISO}. See bench/README.md.
 */
final class SideBench {

  private interface Command {
    CommandResult run() throws InterruptedException;
  }

  public static void main(String[] args) throws Exception {
    boolean spark = args[0].equals("spark");
    Boot boot =
        spark
            ? new Boot.Kernel(Path.of(args[1]), Path.of(args[2]), "console=ttyS0,115200n8")
            : new Boot.Cdrom(Path.of(args[1]));
    LoginPlan plan =
        spark
            ? new LoginPlan("spark", Optional.of("spark"), true, Optional.of("root"))
            : new LoginPlan("nixos", Optional.empty(), true, Optional.empty());
    MachineConfig config = MachineConfig.of("bench", boot);
    Nonces nonces = Nonces.from(new SecureRandom());
    try (Machine machine = Machine.launch(config, Accelerator.TCG, new MachineListener() {});
        Console console =
            new Console(
                new StreamConsoleChannel(
                    machine.serial().fromGuest(), machine.serial().toGuest(), machine::close),
                ConsoleClock.SYSTEM,
                ConsoleListener.NONE)) {
      console.start();
      machine.powerOn();
      LoginResult in = new Login(console, plan, nonces, () -> true, (_, _) -> {}).run(in(300));
      FramedShell serial = ((LoginResult.LoggedIn) in).shell();
      Interrupter root =
          c -> serial.run(c, in(30)) instanceof CommandResult.Completed done && done.exit() == 0;
      long began = System.nanoTime();
      try (SideChannel side =
          SideChannel.start(
              new SocketConsoleChannel(machine.side()),
              QemuArguments.SIDE_PORT,
              nonces,
              root,
              in(30))) {
        System.out.printf("opened in %.2f s%n", (System.nanoTime() - began) / 1e9);
        report("serial `true`", () -> serial.run("true", in(30)));
        report("side   `true`", () -> side.run("true", in(30)));
        report("serial 4 KiB of output", () -> serial.run("head -c 4000 /proc/kallsyms", in(30)));
        report("side   4 KiB of output", () -> side.run("head -c 4000 /proc/kallsyms", in(30)));
        output("serial", () -> serial.run("head -c 200000 /dev/zero | tr '\\0' x", in(120)));
        output("side  ", () -> side.run("head -c 10000000 /dev/zero | tr '\\0' x", in(120)));
        files(side);
      }
    }
  }

  private static Deadline in(int seconds) {
    return Deadline.in(Duration.ofSeconds(seconds), ConsoleClock.SYSTEM);
  }

  private static void report(String name, Command command) throws InterruptedException {
    double[] ms = new double[30];
    for (int i = 0; i < ms.length; i++) {
      ms[i] = ((CommandResult.Completed) command.run()).took().toNanos() / 1e6;
    }
    Arrays.sort(ms);
    System.out.printf("%-24s p50 %6.1f ms, max %6.1f ms, n=%d%n", name, ms[15], ms[29], ms.length);
  }

  private static void output(String name, Command command) throws InterruptedException {
    double[] speed = new double[5];
    for (int i = 0; i < speed.length; i++) {
      var done = (CommandResult.Completed) command.run();
      speed[i] = done.stdout().bytes().length / 1e6 / (done.took().toNanos() / 1e9);
    }
    Arrays.sort(speed);
    System.out.printf("%s output of a command  median %.2f MB/s, n=5%n", name, speed[2]);
  }

  private static void files(SideChannel side) throws Exception {
    byte[] bytes = new byte[20_000_000];
    new SplittableRandom(1).nextBytes(bytes);
    double[] push = new double[5];
    double[] pull = new double[5];
    for (int i = 0; i < push.length; i++) {
      long began = System.nanoTime();
      side.files()
          .push(new ByteArrayInputStream(bytes), bytes.length, "/tmp/bench", 0600, in(120));
      long pushed = System.nanoTime();
      side.files().pull("/tmp/bench", OutputStream.nullOutputStream(), in(120));
      push[i] = bytes.length * 1e3 / (pushed - began);
      pull[i] = bytes.length * 1e3 / (System.nanoTime() - pushed);
    }
    Arrays.sort(push);
    Arrays.sort(pull);
    System.out.printf("push with SHA-256  median %.1f MB/s (%.1f to %.1f), n=5%n", push[2], push[0], push[4]);
    System.out.printf("pull with SHA-256  median %.1f MB/s (%.1f to %.1f), n=5%n", pull[2], pull[0], pull[4]);
  }
}

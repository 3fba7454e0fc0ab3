package dev.bootwitness.engine.console;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.login.Login;
import dev.bootwitness.console.login.LoginPlan;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.stage.StageTracker;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a miniature boot through the console code while QEMU is still starting.
 *
 * <p>The code that watches a console is first used when the guest prints: its classes are
 * initialised, its patterns compiled, its methods translated. That takes more time than all the
 * watching after it, and on a two-core host that time is taken from the guest. Here a few lines of
 * a boot pass through all of that code beforehand, and the guest is powered on when they have;
 * nothing of them is kept.
 */
public final class ConsoleWarmup {
  private static final AtomicBoolean BEGUN = new AtomicBoolean();
  private static final CountDownLatch DONE = new CountDownLatch(1);

  /** So often that C1 translates what each line needs (Tier3InvocationThreshold). */
  private static final int ROUNDS = 8;

  /** A rehearsal takes a fifth of a second. After this time the guest is started anyway. */
  private static final long LONGEST_SECONDS = 2;

  private static final String BOOT =
      """
      SeaBIOS (version 1.16.2)
      Booting from ROM...
      [    0.000000] Linux version 6.1.0 (builder@host) (gcc 12) #1 SMP
      [    0.500000] pci 0000:00:01.0: BAR 0: assigned
      [    1.250000] Run /init as init process
      Begin: Mounting root file system ... done.
      [    2.500000] systemd[1]: systemd 252 running in system mode
      [\u001b[0;32m  OK  \u001b[0m] Started a service.
      [\u001b[0;1;31mFAILED\u001b[0m] Failed to start a service.
      """;

  private ConsoleWarmup() {}

  /** Begins the warm-up, unless this program has already done it; does not wait. */
  public static void begin() {
    if (BEGUN.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("rehearsal").start(ConsoleWarmup::rounds);
    }
  }

  /** Waits for the end of a warm-up that has begun, two seconds at most. */
  public static void await() throws InterruptedException {
    if (BEGUN.get()) {
      var _ = DONE.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void rounds() {
    try {
      for (int round = 0; round < ROUNDS; round++) {
        var _ = run();
      }
    } finally {
      DONE.countDown();
    }
  }

  /** The stage it reached: that of the login, unless the lines are out of date. */
  static Stage run() {
    String said = BOOT.replace("\n", "\r\n") + "rehearsal login: ";
    byte[] text = said.getBytes(StandardCharsets.UTF_8);
    Audience audience = new Audience();
    try (Console console = new Console(new Nobody(), ConsoleClock.SYSTEM, audience)) {
      console.receive(text, text.length);
      console.end("");
      LoginPlan plan = new LoginPlan("", Optional.empty(), false, Optional.empty());
      Nonces nonces = Nonces.from(new SecureRandom());
      var _ =
          new Login(console, plan, nonces, () -> true, (_, _) -> {})
              .run(Deadline.in(Duration.ofSeconds(1), ConsoleClock.SYSTEM));
    }
    return audience.stages.stage();
  }

  /** The listeners that watch a boot, without a record. */
  private static final class Audience implements ConsoleListener {
    private final StageTracker stages = new StageTracker();
    private final Diagnosis diagnosis = new Diagnosis();

    @Override
    public void line(long number, long offset, String text) {
      var _ = stages.line(text);
      var _ =
          diagnosis.accept(
              new StampedEvent(
                  number, number, Instant.EPOCH, new Event.ConsoleLine(number, offset, text)));
    }

    @Override
    public void unfinishedLine(String text) {
      var _ = stages.unfinished(text);
    }
  }

  /** Takes what is typed, and prints nothing. */
  private static final class Nobody implements ConsoleChannel {
    @Override
    public int read(byte[] buffer) {
      return -1;
    }

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void close() {}
  }
}

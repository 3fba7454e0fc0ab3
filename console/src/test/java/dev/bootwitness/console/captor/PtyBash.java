package dev.bootwitness.console.captor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A shell on a pseudo-terminal, as on a serial line, without any settings of the host. */
public final class PtyBash {

  private final ReentrantLock lock = new ReentrantLock();
  private final StringBuilder typed = new StringBuilder();
  private final Console console;

  public PtyBash(String term, Path home) throws IOException {
    this(term, home, List.of("bash", "--norc", "-i"));
  }

  public PtyBash(String term, Path home, List<String> shell) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(shell).directory(home.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("TERM", term);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PS1", "me@guest:\\w\\$ ");
    builder.environment().put("SHELL", "/bin/sh");
    console =
        new Console(
                PtyConsoleChannel.start(builder, new PtySize(80, 24)),
                ConsoleClock.SYSTEM,
                new ConsoleListener() {
                  @Override
                  public void sent(byte[] bytes) {
                    lock.lock();
                    try {
                      typed.append(new String(bytes, StandardCharsets.UTF_8));
                    } finally {
                      lock.unlock();
                    }
                  }
                })
            .start();
  }

  public Console console() {
    return console;
  }

  /** Everything typed so far. */
  public String typed() {
    lock.lock();
    try {
      return typed.toString();
    } finally {
      lock.unlock();
    }
  }

  /** Skips the test when a program that it needs is not installed. */
  public static void assumeInstalled(String program) {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
        program + " is not installed (scripts/host-packages test)");
  }
}

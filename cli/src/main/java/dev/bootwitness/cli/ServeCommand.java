package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecProblem;
import dev.bootwitness.engine.known.KnownFile;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.report.followup.LeftOver;
import dev.bootwitness.report.terminal.Style;
import dev.bootwitness.serve.RunServer;
import dev.bootwitness.serve.ServeSettings;
import dev.bootwitness.serve.store.KnownFailures;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bootwitness serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Shows a project's runs, live and past, as pages for a browser. Ctrl-C ends it.",
    footer = {
      "",
      "On loopback everybody on this host can read the pages, unless you say --token. At any other"
          + " address a token is always needed; it is part of the address that is printed. Nothing is"
          + " encrypted: from elsewhere, prefer loopback and `ssh -L 8017:localhost:8017 HOST`."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was ended by Ctrl-C, SIGTERM or SIGHUP",
      "2:there is no such folder, or the address or port cannot be used"
    })
final class ServeCommand implements Callable<Integer> {

  private static final int PORT = 8017;
  private static final int MOST_PORT = 65535;
  private static final Duration YOUNG = Duration.ofSeconds(2);

  @Mixin private ProjectOption project = new ProjectOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on; 0 takes a free one. Default: 8017.")
  private String portText = String.valueOf(PORT);

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "The address to listen on; default: 127.0.0.1.")
  private String address = "127.0.0.1";

  @Option(names = "--token", description = "Ask for a token on loopback, too.")
  private boolean token;

  @Override
  public Integer call() throws InterruptedException {
    Path folder = project.path().toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      return refuse(folder + " is not a folder. Use --project DIR to say where runs are.");
    }
    int port;
    if (portText.matches("[0-9]{1,5}") && Integer.parseInt(portText) <= MOST_PORT) {
      port = Integer.parseInt(portText);
    } else {
      return refuse(
          "--port: \""
              + portText
              + "\" is not a port. Write a number from 1 to 65535, or 0 for a"
              + " free one.");
    }
    InetAddress host;
    try {
      host = InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      return refuse(
          "--address: \""
              + address
              + "\" is not an address. Write one of this host (`ip -brief address`"
              + " lists them), or 0.0.0.0 for all.");
    }
    CountDownLatch over = new CountDownLatch(1);
    try (ShutdownSignals signals = ShutdownSignals.of(over::countDown)) {
      try (RunServer server =
          RunServer.start(settings(folder, new InetSocketAddress(host, port)))) {
        System.out.println(where(server, host));
        System.out.flush();
        over.await();
      }
      signals.done(ExitCodes.PASSED);
      return ExitCodes.PASSED;
    } catch (BindException e) {
      return refuse(
          "cannot listen on "
              + address
              + ", port "
              + port
              + ": "
              + e.getMessage()
              + ". If another program has the port, use --port N, or --port 0 for a free one; the"
              + " address must be one of this host (`ip -brief address`).");
    } catch (IOException e) {
      return refuse(FileTrouble.of(e));
    }
  }

  private ServeSettings settings(Path folder, InetSocketAddress where) {
    return new ServeSettings(
        folder,
        where,
        token,
        ServeCommand::goesOn,
        () -> known(folder),
        QueueFileOption.ofProject(folder),
        System.getenv(),
        (path, trouble) ->
            System.err.println(
                "bootwitness serve: " + Style.PLAIN.safe(path + ": " + words(trouble))));
  }

  /** Until everything after the verdict is done: the ledger gets its line before that. */
  private static boolean goesOn(Path record) {
    Path unfinished = record.resolve(LeftOver.MARK);
    return isYoung(record.resolve(Runs.MARK))
        || isYoung(unfinished)
        || Runs.running(record)
        || (Files.isRegularFile(unfinished) && Unfinished.isHeld(unfinished));
  }

  /**
   * Whether its owner may not have locked it yet. To ask for a lock is to take it for a moment, and
   * the owner must not find it taken.
   */
  private static boolean isYoung(Path mark) {
    try {
      // Nearly all records have none, and an exception takes as long as some questions.
      return Files.exists(mark)
          && Files.getLastModifiedTime(mark).toInstant().plus(YOUNG).isAfter(Instant.now());
    } catch (IOException e) {
      return false; // It was removed meanwhile.
    }
  }

  private static KnownFailures known(Path folder) {
    try {
      return new KnownFailures(KnownFile.read(folder), List.of());
    } catch (SpecException e) {
      return new KnownFailures(
          List.of(), e.problems().stream().map(SpecProblem::toString).toList());
    }
  }

  private static String words(Exception trouble) {
    return trouble instanceof IOException file ? FileTrouble.of(file) : trouble.toString();
  }

  private static String where(RunServer server, InetAddress host) {
    String name =
        host.isAnyLocalAddress()
            ? hostName()
            : host.getHostAddress().contains(":")
                ? "[" + host.getHostAddress() + "]"
                : host.getHostAddress();
    String start = "http://" + name + ":" + server.address().getPort() + "/";
    return server
        .token()
        .map(secret ->
            start + "enter#" + secret + "\nThe address contains the token: keep it secret.")
        .orElse(start);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static int refuse(String why) {
    System.err.println("bootwitness serve: " + why);
    return ExitCodes.USAGE_OR_SPEC;
  }
}

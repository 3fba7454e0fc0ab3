package dev.bootwitness.serve;

import com.sun.net.httpserver.HttpServer;
import dev.bootwitness.report.history.FollowedLedger;
import dev.bootwitness.serve.http.Front;
import dev.bootwitness.serve.http.Gate;
import dev.bootwitness.serve.live.LiveRuns;
import dev.bootwitness.serve.page.ServedProject;
import dev.bootwitness.serve.page.Site;
import dev.bootwitness.serve.store.RunFolders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that shows a project's runs, live and past, as pages for a browser. Its pages change
 * nothing, and no page of it loads anything from elsewhere.
 */
public final class RunServer implements AutoCloseable {

  /** How soon a page hears of what a run has done. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private static final int BACKLOG = 50;

  private final HttpServer server;
  private final ExecutorService requests;
  private final Thread watch;
  private final Gate gate;

  private RunServer(HttpServer server, ExecutorService requests, Thread watch, Gate gate) {
    this.server = server;
    this.requests = requests;
    this.watch = watch;
    this.gate = gate;
  }

  /**
   * Starts a server.
   *
   * @throws IOException when the address cannot be used
   */
  public static RunServer start(ServeSettings settings) throws IOException {
    limits();
    HttpServer server = HttpServer.create(settings.address(), BACKLOG);
    boolean loopback = server.getAddress().getAddress().isLoopbackAddress();
    Gate gate =
        loopback && !settings.token() ? Gate.open() : Gate.guarded(server.getAddress().getPort());
    Path project = settings.project().toAbsolutePath().normalize();
    RunFolders folders = new RunFolders(project.resolve(".bootwitness").resolve("runs"));
    InstantSource clock = InstantSource.system();
    LiveRuns live = new LiveRuns(folders, settings.running(), clock);
    FollowedLedger ledger = new FollowedLedger(project, settings.running());
    Site site =
        new Site(
            new ServedProject(
                folders,
                ledger,
                live,
                settings.known(),
                settings.queue(),
                settings.environment(),
                clock));
    server.createContext(
        "/", new Front(loopback, gate, site::answer, Site::entrance, settings.troubles()));
    ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(requests);
    requests.execute(() -> read(ledger));
    Thread watch = Thread.ofVirtual().name("live runs").start(() -> watch(live, settings));
    server.start();
    return new RunServer(server, requests, watch, gate);
  }

  /**
   * The JDK's server waits for ever for a request that does not end, and takes any number of
   * connections, unless these say otherwise (module jdk.httpserver). It reads them once.
   */
  private static void limits() {
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("jdk.httpserver.maxConnections", "256");
    // Else the end of an answer waits 40 ms for an acknowledgement of its beginning.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Before the first page, which then need not wait for all of it. */
  private static void read(FollowedLedger ledger) {
    try {
      ledger.runs();
    } catch (IOException e) {
      // The page that needs it reports it.
    }
  }

  private static void watch(LiveRuns live, ServeSettings settings) {
    boolean troubled = false;
    while (true) {
      try {
        live.look();
        troubled = false;
      } catch (IOException | RuntimeException e) {
        if (!troubled) {
          settings.troubles().accept("live runs", e);
        }
        troubled = true;
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** What a reader must show; empty when everybody on this host may read. */
  public Optional<String> token() {
    return gate.token();
  }

  /** Ends it: open streams, too. */
  @Override
  public void close() {
    watch.interrupt();
    server.stop(0);
    requests.shutdownNow();
  }
}

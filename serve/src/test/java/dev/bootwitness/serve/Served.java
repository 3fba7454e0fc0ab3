package dev.bootwitness.serve;

import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.serve.store.KnownFailures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real server of a project's folder, and a client for it. */
final class Served implements AutoCloseable {

  private final RunServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> troubles = new CopyOnWriteArrayList<>();

  Served(Path project, boolean token) throws IOException {
    this.server =
        RunServer.start(
            new ServeSettings(
                project,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                token,
                LiveRecord::isGoingOn,
                () -> new KnownFailures(List.of(), List.of("known.yaml:1:1 <b>wrong</b>")),
                project.resolve("queue.md"),
                Map.of("BOOTWITNESS_DOCS", "https://docs.example/b"),
                (path, trouble) ->
                    troubles.add(
                        path
                            + ": "
                            + (trouble instanceof IOException file
                                ? FileTrouble.of(file)
                                : trouble))));
  }

  String token() {
    return server.token().orElseThrow();
  }

  int port() {
    return server.address().getPort();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** Why pages could not be made. */
  List<String> troubles() {
    return troubles;
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The lines of a stream of events, read while it is open. */
  HttpResponse<java.util.stream.Stream<String>> stream(String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofLines());
  }

  /** A folder with nothing in it but where records go. */
  static Path project(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(".bootwitness/runs"));
    return folder;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}

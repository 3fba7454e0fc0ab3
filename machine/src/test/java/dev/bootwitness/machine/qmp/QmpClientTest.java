package dev.bootwitness.machine.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class QmpClientTest {

  private final List<QmpEvent> events = new CopyOnWriteArrayList<>();
  private SocketChannel qemu;
  private BufferedReader sent;
  private QmpClient client;

  @BeforeEach
  void connect(@TempDir Path directory) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("qmp"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      qemu = SocketChannel.open(address);
      client = QmpClient.on(server.accept(), events::add);
    }
    sent = new BufferedReader(Channels.newReader(qemu, StandardCharsets.UTF_8));
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    qemu.close();
  }

  @Test
  void theGreetingTellsTheVersion() throws IOException {
    say(
        """
        {"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian 1"}, "capabilities": ["oob"]}}
        """);

    assertThat(client.greeting().join()).hasToString("7.2.22 (Debian 1)");
  }

  @Test
  void anEventBeforeTheReplyReachesTheListenerAndTheReplyItsCommand() throws IOException {
    CompletableFuture<QmpCommand.Done> cont = client.execute(QmpCommand.cont());
    assertThat(sent.readLine()).isEqualTo("{\"execute\":\"cont\",\"id\":1}");

    say(
        """
        {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "RESUME"}
        {"return": {}, "id": 1}
        """);

    assertThat(cont.join()).isEqualTo(QmpCommand.Done.DONE);
    assertThat(events).containsExactly(new QmpEvent.Resume("{}"));
  }

  @Test
  void repliesInAnotherOrderAndInPiecesFindTheirCommands() throws IOException {
    CompletableFuture<String> first = client.execute(QmpCommand.queryStatus());
    CompletableFuture<String> second = client.execute(QmpCommand.queryStatus());

    say("{\"return\": {\"status\": \"paus");
    say("ed\"}, \"id\": 2}\r\n{\"return\": {\"status\": \"running\"}, \"id\": 1}\r");
    say("\n");

    assertThat(first.join()).isEqualTo("running");
    assertThat(second.join()).isEqualTo("paused");
  }

  @Test
  void aRefusalIsToldInQemusWords() throws IOException {
    CompletableFuture<QmpCommand.Done> cont = client.execute(QmpCommand.cont());

    say("{\"error\": {\"class\": \"GenericError\", \"desc\": \"Reset is required\"}, \"id\": 1}\n");

    assertThatThrownBy(cont::join)
        .cause()
        .isInstanceOf(QmpException.Refused.class)
        .hasMessage("QMP cont: Reset is required (GenericError)");
  }

  @Test
  void theEndOfTheConnectionFailsWhatIsPendingAndWhatComesLater() throws IOException {
    CompletableFuture<String> pending = client.execute(QmpCommand.queryStatus());

    qemu.close();

    assertThatThrownBy(pending::join)
        .cause()
        .isInstanceOf(QmpException.ConnectionLost.class)
        .hasMessageContaining("query-status");
    client.ended().join();
    assertThatThrownBy(client.execute(QmpCommand.quit())::join)
        .cause()
        .isInstanceOf(QmpException.ConnectionLost.class)
        .hasMessageContaining("quit");
    assertThatThrownBy(client.greeting()::join).cause().hasMessageContaining("greeting");
  }

  @Test
  void whatIsNotJsonEndsTheConversation() throws IOException {
    CompletableFuture<String> pending = client.execute(QmpCommand.queryStatus());

    say("SSH-2.0-OpenSSH\n");

    assertThatThrownBy(pending::join).cause().hasCauseInstanceOf(RuntimeException.class);
  }

  @Test
  void eventsCarryWhatTheySay() throws IOException {
    say(
        """
        {"event": "RESET", "data": {"guest": true, "reason": "guest-reset"}}
        {"event": "SHUTDOWN", "data": {"guest": false, "reason": "host-qmp-quit"}}
        {"event": "GUEST_PANICKED", "data": {"action": "run"}}
        {"event": "WATCHDOG", "data": {"action": "reset"}}
        {"event": "BLOCK_IO_ERROR", "data": {"device": "", "node-name": "data0", "operation": "write", "nospace": true, "reason": "No space"}}
        {"event": "STOP"}
        {"event": "RTC_CHANGE", "data": {"offset": 3}}
        """);
    qemu.close();
    client.ended().join();

    assertThat(events).hasSize(7);
    assertThat(events.get(0))
        .isEqualTo(
            new QmpEvent.Reset("{\"guest\":true,\"reason\":\"guest-reset\"}", true, "guest-reset"));
    assertThat(events.get(1))
        .isInstanceOfSatisfying(
            QmpEvent.Shutdown.class, e -> assertThat(e.reason()).isEqualTo("host-qmp-quit"));
    assertThat(events.get(2)).isEqualTo(new QmpEvent.GuestPanicked("{\"action\":\"run\"}", "run"));
    assertThat(events.get(3)).isEqualTo(new QmpEvent.Watchdog("{\"action\":\"reset\"}", "reset"));
    assertThat(events.get(4))
        .isInstanceOfSatisfying(
            QmpEvent.BlockIoError.class,
            e -> {
              assertThat(e.device()).isEqualTo("data0");
              assertThat(e.noSpace()).isTrue();
            });
    assertThat(events.get(5)).isEqualTo(new QmpEvent.Stop("{}"));
    assertThat(events.get(6)).isEqualTo(new QmpEvent.Other("RTC_CHANGE", "{\"offset\":3}"));
  }

  private void say(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      qemu.write(bytes);
    }
  }
}

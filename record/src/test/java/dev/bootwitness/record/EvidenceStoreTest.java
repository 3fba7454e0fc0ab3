package dev.bootwitness.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceStoreTest {

  private final List<Event> events = new ArrayList<>();
  @TempDir private Path project;
  private RunDirectory directory;
  private RecordWriter record;

  @BeforeEach
  void open() throws IOException {
    directory = RunDirectory.create(project, "evidence", Instant.EPOCH);
    record = RecordWriter.open(directory, SecretMask.of(List.of("hunter22"), List.of()));
    record.listen(stamped -> events.add(stamped.event()));
  }

  @AfterEach
  void close() {
    record.close();
  }

  @Test
  void aFileIsToldWithItsHashAndForItsOwnerOnly() throws IOException {
    Event.EvidenceKept kept =
        record.evidence().bytes("screen.png", "the screen", bytes("abc")).orElseThrow();

    assertThat(kept)
        .isEqualTo(
            new Event.EvidenceKept(
                "evidence/001-screen.png",
                "the screen",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                3));
    assertThat(events).containsExactly(kept);
    Path file = directory.path().resolve(kept.file());
    assertThat(file).hasContent("abc");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void twoOfOneNameStandSideBySide() {
    record.evidence().text("cpu.txt", "first", "1");
    record.evidence().text("cpu.txt", "second", "2");

    assertThat(directory.evidenceNames()).containsExactly("001-cpu.txt", "002-cpu.txt");
  }

  @Test
  void aSecretIsBlankedInATextAndInWhatIsSaidAboutIt() throws IOException {
    record.evidence().text("a.txt", "about hunter22", "it is hunter22.");

    assertThat(directory.evidence().resolve("001-a.txt")).hasContent("it is ********.");
    assertThat(Files.readString(directory.events())).doesNotContain("hunter22");
  }

  @Test
  void numberAndSizeAreBounded() {
    assertThat(record.evidence().bytes("big.bin", "", new byte[(int) EvidenceStore.MOST_BYTES]))
        .isPresent();
    assertThat(record.evidence().bytes("more.bin", "", new byte[1])).isEmpty();
    for (int i = 1; i < EvidenceStore.MOST_FILES; i++) {
      assertThat(record.evidence().bytes("empty.bin", "", new byte[0])).isPresent();
    }
    assertThat(record.evidence().bytes("empty.bin", "", new byte[0])).isEmpty();
    assertThat(record.failures()).isEmpty();
  }

  @Test
  void whatAnotherWritesIsKeptWholeOrNotAtAll() throws Exception {
    assertThat(record.evidence().file("m.dump", "m", file -> Files.write(file, bytes("abc"))))
        .hasValueSatisfying(kept -> assertThat(kept.bytes()).isEqualTo(3));

    assertThatThrownBy(() ->
            record
                .evidence()
                .file(
                    "m.dump",
                    "m",
                    file -> {
                      Files.write(file, bytes("half"));
                      throw new IllegalStateException("broke off");
                    }))
        .hasMessage("broke off");

    assertThat(directory.evidenceNames()).containsExactly("001-m.dump");
  }

  @Test
  void aDirectoryThatIsGoneIsAFailureOfTheRecordAndNotOfTheRun() throws IOException {
    Files.delete(directory.evidence());

    assertThat(record.evidence().text("a.txt", "", "a")).isEmpty();

    assertThat(record.failures())
        .singleElement()
        .satisfies(f -> assertThat(f.sentence()).contains("evidence/a.txt"));
    assertThat(directory.evidenceNames()).isEmpty();
  }

  @Test
  void aNameThatCouldLeadElsewhereIsRefused() {
    assertThatThrownBy(() -> record.evidence().text("../a.txt", "", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

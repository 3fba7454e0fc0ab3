package dev.bootwitness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.cli.WholeCommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of {@code docs/reference} say what the product does. */
class ReferenceDocsTest {

  private static final Path FOLDER = Path.of("..", "docs", "reference");

  /** {@code -Dbootwitness.docs=write} rewrites the pages. */
  private static final boolean WRITE = "write".equals(System.getProperty("bootwitness.docs"));

  static Stream<ReferencePage> pages() {
    return Stream.of(
        new SpecReference(),
        new SchemaReference(),
        new CausesReference(),
        new RulesReference(),
        new CommandLineReference(WholeCommandLine.get()),
        new ExitCodesReference(WholeCommandLine.get()),
        new RecordReference());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageSaysWhatTheProductDoes(ReferencePage page) throws IOException {
    Path file = FOLDER.resolve(page.file());
    if (WRITE) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, page.markdown());
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "docs/reference/%s is out of date. Write the pages anew with `./mvnw -pl cli -am test"
                + " -Dtest=ReferenceDocsTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dbootwitness.docs=write` and commit them",
            page.file())
        .isEqualTo(page.markdown());
  }

  @Test
  void thereIsNoOtherPage() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names)
          .containsExactlyInAnyOrderElementsOf(pages().map(ReferencePage::file).toList());
    }
  }
}

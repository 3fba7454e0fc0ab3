package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.engine.known.KnownFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownAppendTest {

  private static final KnownAppend.Entry ENTRY =
      new KnownAppend.Entry(
          "check/failed",
          "who: \"am I\"?",
          Optional.of("root|'toor'"),
          "night ly",
          "T-42",
          "anna",
          LocalDate.of(2027, 1, 31),
          "it's: # odd\u001b");

  @Test
  void aNewFileSaysWhatItIs() throws Exception {
    String text = KnownAppend.to("", ENTRY).orElseThrow();

    assertThat(text).startsWith("# Failures that somebody knows");
    assertThat(read(text))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.subject()).contains("who: \"am I\"?");
          assertThat(entry.quote()).contains("root|'toor'");
          assertThat(entry.specs()).containsExactly("night ly");
          assertThat(entry.reason()).isEqualTo("it's: # odd\u001b");
        });
  }

  @Test
  void whatIsThereStaysAsItIs() throws Exception {
    String before =
        """
        # Ours.
        known:
        # The first.
        - cause: kernel/panic   # seen in May
          ticket: T-1
          owner: bob
          expires: 2027-01-31
          reason: x\
        """;

    String text = KnownAppend.to(before, ENTRY).orElseThrow();

    assertThat(text).startsWith(before + "\n- cause: check/failed\n");
    assertThat(read(text)).extracting(KnownEntry::ticket).containsExactly("T-1", "T-42");
    assertThat(read(KnownAppend.to(text, ENTRY).orElseThrow())).hasSize(3);
  }

  @Test
  void anEmptyListIsFilledAndOneOnASingleLineIsLeftAlone() throws Exception {
    assertThat(read(KnownAppend.to("known: []\n", ENTRY).orElseThrow())).hasSize(1);
    assertThat(
            KnownAppend.to(
                "known: [{cause: a/b, ticket: T, owner: o, expires: 2027-01-31, reason: r}]\n",
                ENTRY))
        .isEmpty();
  }

  private static List<KnownEntry> read(String text) throws Exception {
    return KnownFile.check(Path.of("known.yaml"), text);
  }
}

package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.bootwitness.engine.binding.SpecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a file contains, it is a spec or its mistakes are reported: no other exception, no hang.
 */
class SpecMutationTest {

  private static final int MUTANTS = 1500;

  /** Pieces that mean something to YAML or to the binder. */
  private static final String[] PIECES = {
    "\n",
    " ",
    "  ",
    "\t",
    ":",
    ": ",
    "- ",
    "?",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    "&a ",
    "*a",
    "!",
    "!!int ",
    "!!binary ",
    "|",
    ">",
    "'",
    "\"",
    "\\",
    "\\0",
    "%",
    "@",
    "`",
    "~",
    "null",
    "<<: *a",
    "---\n",
    "...\n",
    "\u0000",
    "\uFEFF",
    "\u0085",
    "\uD83D\uDE00",
    "999999999TiB",
    "9999999h",
    "0s",
    "-1",
    "1e9",
    "[[[[",
    "{{{{",
    "(",
    "(?=a)",
    "\\1",
    "a{99999}",
    "/",
    "..",
    "run: ",
    "file: ",
    "password: ",
    "image: ",
  };

  @TempDir Path directory;

  @Test
  void anyMutantOfASpecBindsOrIsRefusedAsASpec() throws IOException {
    long seed = Long.getLong("bootwitness.seed", new SplittableRandom().nextLong());
    SplittableRandom random = new SplittableRandom(seed);
    int bound = 0;
    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutate(SampleSpec.FULL, random);
      bound += binds(mutant, "mutant " + i + " of -Dbootwitness.seed=" + seed) ? 1 : 0;
    }
    // Otherwise the mutations are too coarse to get past the parser, or too fine to matter.
    assertThat(bound).as("-Dbootwitness.seed=" + seed).isBetween(1, MUTANTS - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "- ", "? ", "a: [", "&a [", "{a: ", "!!seq ["})
  void anyDepthBindsOrIsRefusedAsASpec(String opening) throws IOException {
    assertThat(binds(opening.repeat(100_000), opening)).isFalse();
  }

  @Test
  void aNodeThatContainsItselfIsRefused() throws IOException {
    assertThat(binds("image: &a {build: *a, path: a}\n", "mapping")).isFalse();
    assertThat(binds("image: a\nlogin: {user: a}\nchecks: &a [*a]\n", "list")).isFalse();
  }

  private boolean binds(String yaml, String what) throws IOException {
    Path file =
        Files.write(directory.resolve("bootwitness.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
    try {
      SpecLoader.load(file);
      return true;
    } catch (SpecException e) {
      assertThat(e.problems()).as(what).isNotEmpty();
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail(
          what + " made the binder throw:\n" + yaml.substring(0, Math.min(300, yaml.length())), e);
    }
  }

  private static String mutate(String spec, SplittableRandom random) {
    StringBuilder mutant = new StringBuilder(spec);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(mutant.length());
      int end = Math.min(mutant.length(), at + random.nextInt(1, 12));
      switch (random.nextInt(5)) {
        case 0 -> mutant.delete(at, end);
        case 1 -> mutant.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> mutant.insert(at, mutant.substring(at, end));
        case 3 -> mutant.setCharAt(at, (char) random.nextInt(0x20, 0x7f));
        default -> mutant.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return mutant.toString();
  }
}

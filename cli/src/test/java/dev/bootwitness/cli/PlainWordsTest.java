package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What is read without picocli is read as picocli reads it. */
class PlainWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--unknown",
        "--project",
        "--project=x",
        "--project --all",
        "--project @file",
        "--all --all",
        "--last none",
        "--last 0",
        "--since yesterday",
        "one two",
        "@file",
        "-x",
        "--",
        "'quoted'",
        "--help"
      })
  void whatIsNotPlainIsForPicocli(String words) {
    assertThat(new RunsCommand().takes(List.of(words.split(" ")))).isFalse();
  }

  @Test
  void anEmptyWordIsForPicocli() {
    assertThat(new RunsCommand().takes(List.of(""))).isFalse();
  }

  static Stream<String> runs() {
    return Stream.of(
        "",
        "spark",
        "--project x",
        "spark --cause kernel/ --last 3 --all --json --since 2026-11-22",
        "--json spark");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void runsHasWhatPicocliGivesIt(String words) {
    RunsCommand plain = new RunsCommand();
    RunsCommand parsed = new RunsCommand();

    assertThat(plain.takes(split(words))).isTrue();
    assertThat(values(plain)).isEqualTo(values(parsed, split(words)));
  }

  static Stream<String> run() {
    return Stream.of(
        "", "examples/spark", "a b c --at-once 3 --project x", "a --plain --quiet --fresh", "-q a");
  }

  @ParameterizedTest
  @MethodSource("run")
  void runHasWhatPicocliGivesIt(String words) {
    RunCommand plain = new RunCommand();
    RunCommand parsed = new RunCommand();

    assertThat(plain.takes(split(words))).isTrue();
    assertThat(values(plain)).isEqualTo(values(parsed, split(words)));
  }

  private static List<String> split(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }

  /** What a command's options and words are set to, by their names. */
  private static List<String> values(Object command) {
    return values(new CommandLine(command));
  }

  private static List<String> values(Object command, List<String> words) {
    CommandLine line = new CommandLine(command);
    line.parseArgs(words.toArray(String[]::new));
    return values(line);
  }

  private static List<String> values(CommandLine line) {
    List<String> values = new ArrayList<>();
    for (ArgSpec arg : line.getCommandSpec().args()) {
      try {
        values.add(arg.paramLabel() + arg + "=" + arg.getter().get());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    return values;
  }
}

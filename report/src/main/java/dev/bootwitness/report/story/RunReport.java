package dev.bootwitness.report.story;

import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A rendering of one run that is written into a file of its own. The command line and the library
 * go over the list of them: another one is another class with such a constant, and a line there.
 *
 * @param name of the command line's option, without the dashes
 * @param file its place in the run's folder
 * @param help what it is, in a sentence of the command line's help
 * @param writing makes it
 */
public record RunReport(
    String name, Function<RunDirectory, Path> file, String help, Writing writing) {

  /** Writes a report. */
  @FunctionalInterface
  public interface Writing {
    /**
     * Writes it to {@code out}.
     *
     * @param environment of this process: a CI system says there where paths begin
     * @throws IOException when the record cannot be read or {@code out} throws it
     */
    void write(Story story, Map<String, String> environment, Writer out) throws IOException;
  }
}

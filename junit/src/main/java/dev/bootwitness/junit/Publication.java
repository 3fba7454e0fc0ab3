package dev.bootwitness.junit;

import dev.bootwitness.record.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The record and the report of a run, published as files of a test: an IDE, a build server and
 * {@code open-test-reporting} find them there.
 */
record Publication(RunDirectory directory) {

  private static final MediaType HTML = MediaType.create("text", "html");

  static Publication of(Path record) {
    return new Publication(new RunDirectory(record));
  }

  void to(ExtensionContext context) {
    publish(context, directory.html(), HTML);
    publish(context, directory.verdict(), MediaType.APPLICATION_JSON);
    for (Path text : List.of(directory.events(), directory.serialText())) {
      publish(context, text, MediaType.TEXT_PLAIN_UTF_8);
    }
  }

  /** A file that could not be written is missing here, too; the verdict says so. */
  private static void publish(ExtensionContext context, Path file, MediaType type) {
    if (Files.isRegularFile(file)) {
      context.publishFile(
          String.valueOf(file.getFileName()),
          type,
          // A second `mvn test` finds the files of the first.
          target -> Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING));
    }
  }
}

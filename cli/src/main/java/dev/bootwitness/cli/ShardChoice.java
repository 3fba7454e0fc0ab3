package dev.bootwitness.cli;

import dev.bootwitness.report.suite.Shard;
import dev.bootwitness.report.suite.ShardException;
import dev.bootwitness.report.suite.ShardVariables;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which part of the specs to run.
 *
 * @param given empty when the environment says which
 */
record ShardChoice(Optional<Shard> given) {

  /** Reads {@code 2/5} or {@code auto}. */
  static final class Reader implements ITypeConverter<ShardChoice> {
    @Override
    public ShardChoice convert(String text) {
      if (text.equals("auto")) {
        return new ShardChoice(Optional.empty());
      }
      return new ShardChoice(
          Optional.of(
              Shard.parse(text)
                  .orElseThrow(() ->
                      new TypeConversionException(
                          "'%s' is no part. Write its number and how many there are, e.g. 2/5, or auto"
                              .formatted(text)))));
    }
  }

  /** The part. */
  Shard in(Map<String, String> environment) throws ShardException {
    return given.isPresent() ? given.get() : ShardVariables.find(environment).shard();
  }
}

package dev.bootwitness.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of things as a person writes it: a whole number, at least 1. */
final class Count implements ITypeConverter<Integer> {

  private static final int MOST = 1_000_000;

  @Override
  public Integer convert(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= MOST) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new TypeConversionException(
        "\"" + text + "\" is not a whole number from 1 to " + MOST + ". Write e.g. 8");
  }
}

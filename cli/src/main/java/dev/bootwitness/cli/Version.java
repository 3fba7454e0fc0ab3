package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import picocli.CommandLine.IVersionProvider;

/** This program's version, from its jar. */
final class Version implements IVersionProvider {

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Prints the version for {@code --version}. */
  static int print() {
    System.out.println("bootwitness " + text());
    return ExitCodes.PASSED;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"bootwitness " + text()};
  }
}

package dev.bootwitness.cli;

import picocli.CommandLine.IVersionProvider;

/** This program's version, from its jar. */
final class Version implements IVersionProvider {

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"bootwitness " + text()};
  }
}

package dev.bootwitness.cli;

import picocli.CommandLine;

/** The command line with all of its commands, for tests of other packages. */
public final class WholeCommandLine {

  private WholeCommandLine() {}

  public static CommandLine get() {
    return Main.commandLine();
  }
}

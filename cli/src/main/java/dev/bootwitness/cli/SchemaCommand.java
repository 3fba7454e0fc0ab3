package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bootwitness schema}. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema (2020-12) of a spec, for editors and other tools.")
final class SchemaCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    PrintStream out = Output.standard(true).stream();
    out.print(SpecSchema.text());
    out.flush();
    return ExitCodes.PASSED;
  }
}

package dev.bootwitness.reference;

import dev.bootwitness.cli.SpecSchema;

/** The JSON Schema of a spec, as the command {@code schema} prints it. */
final class SchemaReference implements ReferencePage {

  @Override
  public String file() {
    return "spec.schema.json";
  }

  @Override
  public String markdown() {
    return SpecSchema.text();
  }
}

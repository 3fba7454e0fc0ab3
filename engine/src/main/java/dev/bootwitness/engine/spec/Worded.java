package dev.bootwitness.engine.spec;

/** A constant whose word in a spec is not its name in lower case. */
interface Worded {

  /** As the spec writes it. */
  String word();
}

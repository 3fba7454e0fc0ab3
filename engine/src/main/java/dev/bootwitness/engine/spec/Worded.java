package dev.bootwitness.engine.spec;

/** A constant that a spec writes otherwise than by its name in lower case. */
interface Worded {

  /** As the spec writes it. */
  String word();
}

package dev.bootwitness.engine.binding;

/** A constant that a spec writes otherwise than by its name in lower case. */
public interface Worded {

  /** As the spec writes it. */
  String word();
}

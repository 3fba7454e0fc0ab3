package dev.bootwitness.image.loader;

/** A loader's configuration names no kernel to start by default; says why not. */
final class NoLoaderEntry extends Exception {

  private static final long serialVersionUID = 1L;

  NoLoaderEntry(String reason) {
    super(reason);
  }
}

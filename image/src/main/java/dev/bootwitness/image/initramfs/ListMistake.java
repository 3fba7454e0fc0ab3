package dev.bootwitness.image.initramfs;

/** What is wrong with one line; the parser adds file and line number. */
final class ListMistake extends Exception {

  private static final long serialVersionUID = 1;

  ListMistake(String message) {
    super(message);
  }
}

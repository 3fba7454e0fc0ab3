package dev.bootwitness.base.yaml;

/** A rule or cause file cannot be used; the exception carries the position of the mistake. */
public final class DataFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;

  /**
   * Places a message in a file.
   *
   * @param line from 1
   * @param column from 1
   */
  public DataFileException(String file, int line, int column, String message) {
    super("%s:%d:%d: %s".formatted(file, line, column, message));
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** The name of the file as given to the loader. */
  public String file() {
    return file;
  }

  /** The line of the mistake, from 1. */
  public int line() {
    return line;
  }

  /** The column of the mistake, from 1. */
  public int column() {
    return column;
  }
}

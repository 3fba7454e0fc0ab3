package dev.bootwitness.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the system said about a file, in words: Java's own messages are often the path alone. */
final class Trouble {

  private Trouble() {}

  /** The file, if it is known, and what is wrong with it; without a full stop. */
  static String of(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (!(e instanceof FileSystemException about) || about.getFile() == null) {
      // java.io's own name the file and say what is wrong with it.
      boolean whole = e.getClass() == IOException.class || e instanceof FileNotFoundException;
      return whole ? message : e.getClass().getSimpleName() + ": " + message;
    }
    String other = about.getOtherFile() == null ? "" : " -> " + about.getOtherFile();
    return about.getFile() + other + ": " + reason(about);
  }

  private static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "it is no folder";
      case FileAlreadyExistsException _ -> "it exists already";
      case FileSystemLoopException _ -> "its links lead in a circle";
      default -> e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    };
  }
}

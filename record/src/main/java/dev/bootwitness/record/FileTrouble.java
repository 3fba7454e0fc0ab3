package dev.bootwitness.record;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the system reported about a file, in words: Java's own messages are often just the path. */
public final class FileTrouble {

  private FileTrouble() {}

  /** The file, if it is known, and what is wrong with it; without a full stop. */
  public static String of(IOException e) {
    if (!(e instanceof FileSystemException about) || about.getFile() == null) {
      return message(e);
    }
    String other = about.getOtherFile() == null ? "" : " -> " + about.getOtherFile();
    return about.getFile() + other + ": " + reason(about);
  }

  /** What is wrong, for callers that have already named the file; without a full stop. */
  public static String why(IOException e) {
    return e instanceof FileSystemException about && about.getFile() != null
        ? reason(about)
        : message(e);
  }

  /** Our own and java.io's name the file and say what is wrong with it. */
  private static String message(IOException e) {
    Class<?> type = e.getClass();
    boolean whole =
        type == IOException.class
            || e instanceof FileNotFoundException
            || !type.getName().startsWith("java.");
    return whole && e.getMessage() != null
        ? e.getMessage()
        : type.getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
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

package dev.bootwitness.machine.host;

import java.nio.file.Path;
import java.util.List;

/** A program that creates a private directory, prints its name, and keeps it until it is killed. */
final class DirectoryOwner {

  private DirectoryOwner() {}

  public static void main(String[] args) throws Exception {
    PrivateDirectory directory = PrivateDirectory.in(List.of(Path.of(args[0])));
    System.out.println(directory.path());
    Thread.sleep(Long.MAX_VALUE);
  }
}

package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.ToolFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files that a program copied out of an image. */
final class Dumped {

  private Dumped() {}

  static InputStream open(Path copy, TreeNode file) throws ToolFailure {
    try {
      return Files.newInputStream(copy, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new ToolFailure(file.path() + " could not be read out of the image");
    }
  }

  static byte[] read(Path copy, TreeNode file, int most) throws ToolFailure {
    try (InputStream in = open(copy, file)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw new ToolFailure(file.path() + " could not be read: " + e.getMessage());
    }
  }
}

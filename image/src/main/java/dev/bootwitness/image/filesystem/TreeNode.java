package dev.bootwitness.image.filesystem;

/**
 * A name in a file tree.
 *
 * @param path from {@code /}, without {@code .} and {@code ..}
 * @param size in bytes; of a file only
 * @param target where a link leads; empty for anything else
 */
public record TreeNode(String path, Type type, long size, String target) {

  /** What a name stands for. */
  public enum Type {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }

  /** Whether it is a file. */
  public boolean isFile() {
    return type == Type.FILE;
  }

  /** Its last name. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static TreeNode file(String path, long size) {
    return new TreeNode(path, Type.FILE, size, "");
  }

  static TreeNode folder(String path) {
    return new TreeNode(path, Type.FOLDER, 0, "");
  }

  static TreeNode link(String path, String target) {
    return new TreeNode(path, Type.LINK, 0, target);
  }

  static TreeNode other(String path) {
    return new TreeNode(path, Type.OTHER, 0, "");
  }
}

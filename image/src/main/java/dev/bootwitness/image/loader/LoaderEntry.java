package dev.bootwitness.image.loader;

import java.util.List;

/**
 * What a boot loader would start.
 *
 * @param config the file of the image that contains the entry
 * @param title the entry's name in the loader's menu; may be empty
 * @param kernel its path in the image, from {@code /}
 * @param initrds their paths, in the order they are loaded; may be empty
 * @param append the kernel's command line
 */
public record LoaderEntry(
    String config, String title, String kernel, List<String> initrds, String append) {
  public LoaderEntry {
    initrds = List.copyOf(initrds);
  }
}

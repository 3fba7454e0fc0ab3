package dev.bootwitness.cli;

import java.io.File;
import java.io.IOException;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The run from which {@code ./bootwitness} makes its archive of linked classes (JEP 483).
 *
 * <p>An archive holds what its run has loaded. The run boots nothing that could be logged in to, so
 * all classes of ours are loaded by name first: those that log in, restore and check are in it,
 * too.
 */
final class AotTrainingRun {

  private static final String OURS = "bootwitness-";

  private AotTrainingRun() {}

  /** Loads our classes, then does what {@link Main} does. */
  public static void main(String[] args) throws IOException {
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (new File(place).getName().startsWith(OURS)) {
        load(place);
      }
    }
    Main.main(args);
  }

  private static void load(String place) throws IOException {
    try (JarFile jar = new JarFile(place)) {
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (name.endsWith(".class") && !name.endsWith("-info.class")) {
          loadClass(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
  }

  private static void loadClass(String name) {
    try {
      Class<?> _ = Class.forName(name, false, AotTrainingRun.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // A class that uses a library which is optional: it will not be loaded in a run either.
    }
  }
}

package dev.bootwitness.cli;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The commands from which {@code ./bootwitness} makes its archives of linked classes (JEP 483).
 *
 * <p>An archive holds the classes that its command has loaded, and all of them are loaded before
 * the program begins. The archive of {@code runs} therefore holds only what the short commands
 * need. A training {@code run} does not boot a system with a login, so all of our classes are
 * loaded by name first: its archive then also contains those that log in, restore and check.
 */
final class AotTrainingRun {

  private static final String OURS = "bootwitness-";

  private AotTrainingRun() {}

  /** Runs one command after the other; the word {@code then} separates them. */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("run")) {
      loadOurs();
    }
    List<String> command = new ArrayList<>();
    for (String word : args) {
      if (word.equals("then")) {
        int _ = Main.execute(command.toArray(String[]::new));
        command.clear();
      } else {
        command.add(word);
      }
    }
    Main.main(command.toArray(String[]::new));
  }

  private static void loadOurs() throws IOException {
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (new File(place).getName().startsWith(OURS)) {
        load(place);
      }
    }
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
      // A class that uses an optional library: it will not be loaded in a run either.
    }
  }
}

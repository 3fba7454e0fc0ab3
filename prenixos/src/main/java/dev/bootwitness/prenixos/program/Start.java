package dev.bootwitness.prenixos.program;

/** Starts pre-nixos. */
public final class Start {

  private Start() {}

  public static void main(String... arguments) {
    boolean training = arguments.length > 0 && arguments[0].equals(Training.COMMAND);
    int status =
        training
            ? Training.run(System.out, arguments)
            : new PreNixos(System.out, System.err).run(arguments);
    System.out.flush();
    if (training) {
      // The archive of classes is written when the program ends by itself.
      return;
    }
    // What a blocked console still holds must not keep the program from ending.
    Runtime.getRuntime().halt(status);
  }
}

package dev.bootwitness.machine.failure;

/** A machine could not be started or no longer works; its failure says why. */
public final class MachineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient MachineFailure failure;

  /** An exception for a failure, with the failure's own words as message. */
  public MachineException(MachineFailure failure) {
    super(failure.describe());
    this.failure = failure;
  }

  /** The same, with the Java exception that caused it. */
  public MachineException(MachineFailure failure, Throwable cause) {
    super(failure.describe(), cause);
    this.failure = failure;
  }

  /** What went wrong, for a program. */
  public MachineFailure failure() {
    return failure;
  }
}

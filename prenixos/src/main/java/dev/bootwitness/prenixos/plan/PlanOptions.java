package dev.bootwitness.prenixos.plan;

/**
 * What a person may choose about a plan.
 *
 * @param fast whether SSDs are striped ({@code fast}) rather than mirrored ({@code careful})
 * @param preferRaid6OnFour whether four HDDs make a raid6 rather than a raid5
 */
public record PlanOptions(boolean fast, boolean preferRaid6OnFour) {

  /** Careful: the loss of one SSD must not cost what is on {@code main}. */
  public static final PlanOptions STANDARD = new PlanOptions(false, false);

  public String mode() {
    return fast ? "fast" : "careful";
  }
}

package dev.bootwitness.engine.check;

import dev.bootwitness.engine.binding.Form;
import java.util.List;

/** All kinds of check. */
public final class CheckKinds {

  /** In the order in which the reference lists them. */
  public static final List<CheckKind> ALL =
      List.of(
          RunCheck.KIND,
          UnitCheck.KIND,
          FileCheck.KIND,
          NetworkCheck.KIND,
          StorageCheck.KIND,
          PortCheck.KIND,
          ProcessCheck.KIND,
          PackageCheck.KIND,
          MountCheck.KIND,
          UserCheck.KIND,
          KernelParameterCheck.KIND,
          HttpCheck.KIND,
          FailedUnitsCheck.KIND,
          CleanJournalCheck.KIND);

  /** A check is of one of these kinds. */
  public static final Form FORM =
      Form.either(ALL.stream().map(kind -> new Form.Mapping(kind.keys())).toArray(Form[]::new));

  private CheckKinds() {}
}

package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.check.CheckSpec;
import dev.bootwitness.machine.config.BootChoice;
import java.time.Duration;
import java.util.Optional;

/** What a spec does after the login, in order. */
public sealed interface StepSpec {

  /** The name in reports. */
  String name();

  /** How a spec names this kind of step; empty for a check. */
  String kind();

  /** An expectation about the guest. */
  record Check(CheckSpec check) implements StepSpec {
    @Override
    public String name() {
      return check.name();
    }

    @Override
    public String kind() {
      return "";
    }
  }

  /**
   * The guest restarts by its own means, and somebody logs in again.
   *
   * @param within from the request to the machine's reset
   */
  record Reboot(Duration within) implements StepSpec {
    @Override
    public String name() {
      return "reboot";
    }

    @Override
    public String kind() {
      return "reboot";
    }
  }

  /**
   * The guest switches itself off, and the machine is started again.
   *
   * @param within from the request to the end of the machine
   */
  record PowerOff(Duration within) implements StepSpec {
    @Override
    public String name() {
      return "power off";
    }

    @Override
    public String kind() {
      return "powerOff";
    }
  }

  /**
   * The machine loses its power, and is started again.
   *
   * @param during a command that runs in the guest meanwhile, its output on the console
   * @param at a text on the console after which the power goes; empty: at once
   * @param after how long to wait, after that text if one is given
   * @param within how long to wait for the text
   */
  record PowerCut(Optional<String> during, Optional<String> at, Duration after, Duration within)
      implements StepSpec {
    @Override
    public String name() {
      return "power cut" + at.map(text -> " at \"" + text + "\"").orElse("");
    }

    @Override
    public String kind() {
      return "powerCut";
    }
  }

  /** A disk of the machine, which was not there so far, is plugged in while it runs. */
  record AddDisk(String disk) implements StepSpec {
    @Override
    public String name() {
      return "add disk " + disk;
    }

    @Override
    public String kind() {
      return "addDisk";
    }
  }

  /** A disk of the machine is pulled out while it runs. */
  record RemoveDisk(String disk) implements StepSpec {
    @Override
    public String name() {
      return "remove disk " + disk;
    }

    @Override
    public String kind() {
      return "removeDisk";
    }
  }

  /** The medium is taken out of the CD drive; later boots start from the first disk. */
  record EjectMedium() implements StepSpec {
    @Override
    public String name() {
      return "eject medium";
    }

    @Override
    public String kind() {
      return "ejectMedium";
    }
  }

  /** Chooses what later boots start from. */
  record BootFrom(BootChoice choice) implements StepSpec {
    @Override
    public String name() {
      return "boot from " + (choice == BootChoice.MEDIUM ? "medium" : "disk");
    }

    @Override
    public String kind() {
      return "bootFrom";
    }
  }

  /** A picture of the screen. */
  record Screenshot(String about) implements StepSpec {
    @Override
    public String name() {
      return about.isEmpty() ? "screenshot" : "screenshot: " + about;
    }

    @Override
    public String kind() {
      return "screenshot";
    }
  }

  /** Waits for a text on the console. */
  record WaitForText(String text, Duration within) implements StepSpec {
    @Override
    public String name() {
      return "wait for \"" + text + "\"";
    }

    @Override
    public String kind() {
      return "wait";
    }
  }
}

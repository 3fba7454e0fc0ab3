package dev.bootwitness.cli;

/** A job of a CI system that runs the spec beside it. */
enum CiFile {
  GITHUB(
      ".github/workflows/bootwitness.yml",
      """
      # Boots the image of bootwitness.yaml. BOOTWITNESS is where a checkout of Bootwitness lies on the runner.
      name: bootwitness
      on: [push, pull_request]
      jobs:
        boot:
          runs-on: ubuntu-latest
          timeout-minutes: 30
          steps:
            - uses: actions/checkout@v4
            - uses: actions/setup-java@v4
              with: {distribution: temurin, java-version: '25'}
            - run: sudo apt-get update && sudo apt-get install -y qemu-system-x86 qemu-utils ovmf xorriso squashfs-tools mtools
            - run: '"$BOOTWITNESS/bootwitness" run --ci auto'
              env:
                BOOTWITNESS: ${{ vars.BOOTWITNESS }}
                BOOTWITNESS_PASSWORD: ${{ secrets.BOOTWITNESS_PASSWORD }}
            - uses: actions/upload-artifact@v4
              if: always()
              with: {name: bootwitness-runs, path: .bootwitness/runs/, include-hidden-files: true}
      """),
  GITLAB(
      ".gitlab-ci.yml",
      """
      # Boots the image of bootwitness.yaml. BOOTWITNESS is where a checkout of Bootwitness lies on the runner.
      boot:
        image: debian:bookworm
        timeout: 30 minutes
        before_script:
          - apt-get update && apt-get install -y qemu-system-x86 qemu-utils ovmf xorriso squashfs-tools mtools
        script:
          - '"$BOOTWITNESS/bootwitness" run --ci auto'
        artifacts:
          when: always
          paths: [.bootwitness/runs/]
          reports: {junit: .bootwitness/runs/*/junit.xml}
      """);

  private final String path;
  private final String text;

  CiFile(String path, String text) {
    this.path = path;
    this.text = text;
  }

  /** From the project's folder. */
  String path() {
    return path;
  }

  String text() {
    return text;
  }
}

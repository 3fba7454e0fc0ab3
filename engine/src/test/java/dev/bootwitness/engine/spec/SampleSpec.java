package dev.bootwitness.engine.spec;

/** A spec that says everything a spec can say. */
final class SampleSpec {

  static final String FULL =
      """
      name: everything
      image:
        build:
          command: [./build, --fast]
          inputs: [src, ../shared]
          within: 20m
          stall: 90s
        kernel: vmlinuz
        initrd: initrd.img
        append: console=ttyS0 quiet
      machine:
        memory: 512MiB
        cpus: 4
        disks: [1GiB, 1 TiB]
        firmware: uefi
        accelerator: tcg
        network: none
      boot:
        within: 1.5s
      login:
        user: nixos
        password: {env: PASSWORD}
        become: root
        rootPassword: {file: root.password}
      checks:
        - {run: id -u, name: who, exit: 3, prints: "0", matches: ^0$, within: 1h}
        - {unit: ssh.service, name: no ssh, state: inactive, within: 500ms}
        - {file: /etc/passwd, name: users, contains: root, matches: '^root:', within: 2min}
        - {file: /etc/nologin, exists: false}
      scale: off
      """;

  private SampleSpec() {}
}

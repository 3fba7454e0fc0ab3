package dev.bootwitness.engine.spec;

/** A spec that uses everything a spec can contain. */
final class SampleSpec {

  static final String FULL =
      """
      name: everything
      image:
        build:
          command: [./build, --fast]
          inputs: [src, ../shared]
          apt: packages
          environment: {VARIANT: small}
          within: 20m
          stall: 90s
        kernel: vmlinuz
        initrd: initrd.img
        append: console=ttyS0 quiet
      machine:
        memory: 512MiB
        cpus: 4
        arch: x86_64
        type: i440fx
        disks:
          - 1GiB
          - {size: 1 TiB, keep: disks}
          - {name: hdd, size: 4GiB, bus: scsi, serial: HDD-1, rotational: true, readOnly: true}
          - {image: data.img, bus: ide, rotational: false}
        firmware: uefi
        accelerator: tcg
        network:
          - {kind: isolated}
          - {kind: internet, mac: "52:54:00:00:00:01", model: e1000}
        floppy: true
        serialPorts: 2
        tpm: true
        rng: false
      kernel: {add: [loglevel=7], remove: [quiet]}
      boot:
        within: 1.5s
        reboots: 1
      login:
        user: nixos
        password: {env: PASSWORD}
        become: root
        rootPassword: {file: root.password}
      checks:
        - {run: id -u, name: who, stdin: "one\\ntwo\\n", exit: 3, prints: "0", matches: ^0$, within: 1h}
        - {unit: ssh.service, name: no ssh, state: inactive, within: 500ms}
        - {file: /etc/passwd, name: users, contains: root, matches: '^root:', within: 2min}
        - {file: /etc/nologin, exists: false}
        - {network: lan, address: ipv4, within: 1m}
        - {storage: applied, status: /run/my/status, groups: [main], volumes: [main/slash], mounts: [/mnt]}
        - {storage: plan-only, name: left alone}
      scale: off
      within: 10m
      keep: failure
      archive: docs
      queue: ../todo.md
      evidence: {memoryDump: failure, disks: 1GiB}
      guest:
        files:
          /etc/motd: hello
          /etc/a b: {env: TOKEN, mode: 0600, owner: 1000, group: adm}
          /c: {from: c, mode: "755"}
          /d: {file: d}
        authorizedKeys: [ssh-ed25519 AAAAC3Nz me@here, {from: id.pub}]
      """;

  private SampleSpec() {}
}

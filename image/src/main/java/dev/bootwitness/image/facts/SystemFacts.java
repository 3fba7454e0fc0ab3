package dev.bootwitness.image.facts;

import java.util.List;
import java.util.Optional;

/**
 * The operating system in an image.
 *
 * @param place where it lies: {@code initrd}, a squashfs's path, or a partition's number
 * @param name as os-release writes it; may be empty
 * @param hostname may be empty
 * @param init {@code systemd}, {@code busybox}, {@code openrc}, {@code runit}, {@code sysvinit}, or
 *     empty
 * @param initVersion may be empty
 * @param logins the terminals that offer a login or a shell
 * @param sudo who may become root with it; empty when there is no sudo
 * @param doas whether there is doas
 * @param accounts those that may log in, root among them
 * @param authorizedKeys the public keys that log in by SSH
 * @param packs the packs whose product is in it
 * @param storePath the NixOS system that starts; may be empty
 * @param journal whether it keeps a persistent journal
 */
public record SystemFacts(
    String place,
    String name,
    String hostname,
    String init,
    String initVersion,
    List<TerminalLogin> logins,
    Optional<Sudo> sudo,
    boolean doas,
    List<Account> accounts,
    List<AuthorizedKey> authorizedKeys,
    List<String> packs,
    String storePath,
    boolean journal) {

  /** Copies the lists. */
  public SystemFacts {
    logins = List.copyOf(logins);
    accounts = List.copyOf(accounts);
    authorizedKeys = List.copyOf(authorizedKeys);
    packs = List.copyOf(packs);
  }

  /** The account of that name. */
  public Optional<Account> account(String user) {
    return accounts.stream().filter(account -> account.name().equals(user)).findFirst();
  }
}

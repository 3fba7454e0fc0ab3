package dev.bootwitness.image.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.image.facts.LoaderMenu;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Configurations as distributions write them, shortened. */
@Timeout(10)
class LoaderConfigsTest {

  @Test
  void aLiveImagesGrubStartsItsFirstEntry() {
    assertThat(
            grub(
                """
                serial --unit=0 --speed=115200
                if [ "$grub_platform" = efi ]; then insmod all_video; fi
                set default=0
                # menuentry 'commented' {
                menuentry 'Debian 12 live' {
                    echo 'Loading Linux ...'
                    linux /live/vmlinuz boot=live console=tty0 console=ttyS0,115200n8
                    initrd /live/initrd.img
                }
                menuentry "Other" { linux /other }
                """))
        .isEqualTo(
            new LoaderEntry(
                "/boot/grub/grub.cfg",
                "Debian 12 live",
                "/live/vmlinuz",
                List.of("/live/initrd.img"),
                "boot=live console=tty0 console=ttyS0,115200n8"));
  }

  @Test
  void grubsDefaultMayBeATitleAnIdOrInASubmenu() {
    String menu =
        """
        menuentry 'A' --class gnu-linux $menuentry_id_option 'a' { linux /a }
        menuentry 'B' --id b-id {
          linux /b
        }
        submenu 'More' --id more {
          menuentry 'C' { linux /c }
          menuentry 'D' { linux /d }
        }
        """;

    assertThat(grub(menu).kernel()).isEqualTo("/a");
    assertThat(grub("set default=1\n" + menu).kernel()).isEqualTo("/b");
    assertThat(grub("set default=\"b-id\"\n" + menu).kernel()).isEqualTo("/b");
    assertThat(grub("set default='B'\n" + menu).kernel()).isEqualTo("/b");
    assertThat(grub("set default=2\n" + menu).kernel()).isEqualTo("/c");
    assertThat(grub("set default='more>D'\n" + menu).kernel()).isEqualTo("/d");
    assertThat(grub("set default=99\n" + menu).kernel()).isEqualTo("/a");
  }

  @Test
  void grubsVariablesAndQuotesAreThoseOfItsLanguage() {
    assertThat(
            grub(
                """
                set default="0"
                if [ "${next_entry}" ] ; then
                  set default="${next_entry}"
                fi
                function gfxmode {
                  set gfxpayload="${1}"
                }
                set args="one two"
                set file='/a $b'
                menuentry "It's $args" {
                  set more=three
                  linuxefi ($root)/boot/bzImage ${args} ${more} $unknown x=${unknown} "f=$file" \\
                    last
                  initrdefi /boot/ucode.img /boot/initrd
                }
                """))
        .isEqualTo(
            new LoaderEntry(
                "/boot/grub/grub.cfg",
                "It's one two",
                "/boot/bzImage",
                List.of("/boot/ucode.img", "/boot/initrd"),
                "one two three x= \"f=/a $b\" last"));
  }

  @Test
  void aGrubThatReadsAnotherFileIsFollowed() {
    assertThat(
            found(
                    Map.of(
                        "/EFI/BOOT/grub.cfg", "search --file /x\nconfigfile /boot/grub/x.cfg\n",
                        "/boot/grub/x.cfg", "source /boot/grub/y.cfg\n",
                        "/boot/grub/y.cfg",
                            "menuentry A {\nlinux /k\n}\nsource /boot/grub/y.cfg\n"))
                .entry())
        .hasValueSatisfying(entry -> assertThat(entry.kernel()).isEqualTo("/k"));
  }

  @Test
  void anIsolinuxStartsTheLabelItsMenuMarks() {
    assertThat(
            found(
                    Map.of(
                        "/isolinux/isolinux.cfg",
                        "include menu.cfg\ndefault vesamenu.c32\ntimeout 0\n",
                        "/isolinux/menu.cfg",
                        """
                        MENU TITLE a menu
                        LABEL first
                          KERNEL /install/vmlinuz
                        label live
                          menu label ^Live
                          menu default
                          kernel ../live/vmlinuz
                          append initrd=/live/initrd.img,/live/more.img boot=live quiet splash
                        """))
                .entry())
        .contains(
            new LoaderEntry(
                "/isolinux/isolinux.cfg",
                "live",
                "/live/vmlinuz",
                List.of("/live/initrd.img", "/live/more.img"),
                "boot=live quiet splash"));
  }

  @Test
  void withoutAMarkIsolinuxStartsTheDefaultLabel() {
    assertThat(
            found(
                    Map.of(
                        "/boot/syslinux/syslinux.cfg",
                        """
                        DEFAULT b
                        APPEND common
                        LABEL a
                          LINUX /a
                        LABEL b
                          LINUX b
                          INITRD i
                        """))
                .entry())
        .contains(
            new LoaderEntry(
                "/boot/syslinux/syslinux.cfg",
                "b",
                "/boot/syslinux/b",
                List.of("/boot/syslinux/i"),
                "common"));
  }

  @Test
  void systemdBootStartsWhatItsPatternNamesElseTheNewest() {
    Map<String, String> entries =
        Map.of(
            "/loader/entries/nixos-1.conf", "title One\nlinux /EFI/k1\noptions a\noptions b\n",
            "/loader/entries/nixos-2.conf", "title Two\nlinux \\EFI\\k2\ninitrd /i\ninitrd /j\n");

    assertThat(found(entries).entry())
        .contains(
            new LoaderEntry(
                "/loader/entries/nixos-2.conf", "Two", "/EFI/k2", List.of("/i", "/j"), ""));
    assertThat(found(with(entries, "/loader/loader.conf", "timeout 3\ndefault *-1*\n")).entry())
        .hasValueSatisfying(entry -> assertThat(entry.append()).isEqualTo("a b"));
  }

  @Test
  void whatWasLookedAtIsToldWithWhatIsWrongWithIt() {
    LoaderConfigs.Found found =
        found(
            Map.of(
                "/boot/grub/grub.cfg", "menuentry 'Windows' {\n chainloader +1\n}\n",
                "/isolinux/isolinux.cfg", "default x\n"));

    assertThat(found.entry()).isEmpty();
    assertThat(found.lookedAt())
        .containsExactly(
            "/boot/grub/grub.cfg: its default entry 'Windows' has no linux line",
            "/isolinux/isolinux.cfg: no label in it");
  }

  @Test
  void hostileTextEndsAndIsNoEntry() {
    for (String text :
        List.of(
            "{".repeat(100_000),
            "menuentry {\n".repeat(20_000),
            "$".repeat(10_000),
            "'${",
            "}\n}")) {
      assertThat(found(Map.of("/boot/grub/grub.cfg", text)).entry()).isEmpty();
    }
    assertThat(LoaderConfigs.absolute("/a", "../../../etc/shadow")).isEqualTo("/etc/shadow");
  }

  @Test
  void grubsEntriesInFilesAreItsMenu() {
    String entry =
        """
        title Fedora Linux (%s) 39
        version %s
        linux /vmlinuz-%s
        initrd /initramfs-%s.img
        options root=UUID=1234 ro $tuned_params console=ttyS0
        grub_users $grub_users
        """;
    Map<String, String> files = new java.util.HashMap<>();
    for (String version : List.of("6.9.1-200.fc39", "6.10.2-200.fc39")) {
      files.put("/loader/entries/0a1b-%s.conf".formatted(version), entry.replace("%s", version));
    }
    files.put(
        "/grub2/grub.cfg",
        """
        load_env
        if [ "${next_entry}" ] ; then
           set default="${next_entry}"
        else
           set default="${saved_entry}"
        fi
        set timeout=5
        insmod blscfg
        blscfg
        menuentry 'UEFI Firmware Settings' { fwsetup }
        """);

    LoaderMenu newest = menu(files);
    assertThat(newest.kind() + " " + newest.seconds().orElseThrow()).isEqualTo("grub 5.0");
    assertThat(newest.entries()).hasSize(2);
    assertThat(newest.chosen().orElseThrow().kernel()).isEqualTo("/vmlinuz-6.10.2-200.fc39");
    assertThat(newest.chosen().orElseThrow().initrds())
        .containsExactly("/initramfs-6.10.2-200.fc39.img");
    assertThat(newest.chosen().orElseThrow().commandLine())
        .isEqualTo("root=UUID=1234 ro console=ttyS0");

    files.put(
        "/grub2/grubenv",
        "# GRUB Environment Block\nsaved_entry=0a1b-6.9.1-200.fc39\n" + "#".repeat(900));
    assertThat(menu(files).chosen().orElseThrow().kernel()).isEqualTo("/vmlinuz-6.9.1-200.fc39");
    assertThat(found(files).entry().orElseThrow().kernel()).isEqualTo("/vmlinuz-6.9.1-200.fc39");
  }

  @Test
  void entriesUnderBootAreThereWithoutGrub() {
    assertThat(
            menu(Map.of("/boot/loader/entries/a.conf", "title A\nlinux /boot/vmlinuz\n"))
                .chosen()
                .orElseThrow()
                .kernel())
        .isEqualTo("/boot/vmlinuz");
  }

  private static LoaderMenu menu(Map<String, String> files) {
    List<LoaderMenu> menus = LoaderMenus.read(files, new java.util.ArrayList<>());
    assertThat(menus).hasSize(1);
    return menus.getFirst();
  }

  @Test
  void onlyFilesWhereLoadersKeepTheirsAreRead() {
    assertThat(
            List.of(
                "/boot/grub/x.cfg",
                "/isolinux.cfg",
                "/EFI/BOOT/grub.cfg",
                "/loader/entries/a.conf"))
        .allMatch(LoaderConfigs::worthReading);
    assertThat(List.of("/etc/resolv.conf", "/boot/grub/a.mod", "/pool/main/g/grub.cfg.deb"))
        .noneMatch(LoaderConfigs::worthReading);
  }

  private static LoaderEntry grub(String text) {
    return found(Map.of("/boot/grub/grub.cfg", text)).entry().orElseThrow();
  }

  private static LoaderConfigs.Found found(Map<String, String> texts) {
    return LoaderConfigs.find(texts);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new java.util.HashMap<>(map);
    more.put(key, value);
    return more;
  }
}

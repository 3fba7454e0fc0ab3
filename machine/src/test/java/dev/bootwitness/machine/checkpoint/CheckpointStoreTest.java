package dev.bootwitness.machine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.machine.host.SparseCopy;
import dev.bootwitness.machine.qemu.MachineIdentity;
import dev.bootwitness.machine.storage.FreezeResult;
import dev.bootwitness.machine.storage.FrozenMachine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {

  private static final CheckpointKey KEY = key("one");
  private static final CheckpointKey OTHER = key("two");
  private static final int MEMORY = 1 << 20;

  @TempDir Path directory;
  private CheckpointStore store = new CheckpointStore(Path.of("/nowhere"), "");

  @BeforeEach
  void aStore() {
    store = new CheckpointStore(directory.resolve("checkpoints"), "this boot");
  }

  @Test
  void whatWasMadeIsFoundAndSaysWhatItIs() throws Exception {
    assertThat(store.find(KEY)).isInstanceOf(Lookup.Missing.class);
    make(KEY);

    assertThat(store.find(KEY))
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found -> {
              try (HeldCheckpoint checkpoint = found.checkpoint()) {
                assertThat(checkpoint.about().run()).isEqualTo("run-1");
              }
            });
    assertThat(store.find(OTHER)).isInstanceOf(Lookup.Missing.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.folder(KEY))))
        .isEqualTo("rwx------");
  }

  static Stream<Arguments> everyTenthOfEveryFile() {
    return Stream.of("memory", "devices", "manifest.json")
        .flatMap(name -> IntStream.range(0, 10).mapToObj(tenth -> Arguments.of(name, 10 * tenth)));
  }

  @ParameterizedTest
  @MethodSource("everyTenthOfEveryFile")
  void aTruncatedFileIsDamageAndTheCheckpointGoes(String name, int percent) throws Exception {
    make(KEY);
    try (RandomAccessFile file =
        new RandomAccessFile(store.folder(KEY).resolve(name).toFile(), "rw")) {
      file.setLength(file.length() * percent / 100);
    }

    assertThat(store.list()).singleElement().matches(stored -> stored.about().isEmpty());
    assertThat(store.find(KEY)).isInstanceOf(Lookup.Damaged.class);
    assertThat(store.find(KEY)).isInstanceOf(Lookup.Missing.class);
    assertThat(store.folder(KEY)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "devices", "manifest.json"})
  void oneChangedByteIsDamage(String name) throws Exception {
    make(KEY);
    try (RandomAccessFile file =
        new RandomAccessFile(store.folder(KEY).resolve(name).toFile(), "rw")) {
      file.seek(file.length() / 2);
      int old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 1);
    }

    assertThat(store.find(KEY)).isInstanceOf(Lookup.Damaged.class);
  }

  @Test
  void aByteChangedUnseenIsFoundAfterTheHostHasBooted() throws Exception {
    make(KEY);
    Path memory = store.folder(KEY).resolve("memory");
    Path manifest = store.folder(KEY).resolve(Manifest.NAME);
    // As a lost write would be: the manifest knows the stamps of the damaged file.
    try (RandomAccessFile file = new RandomAccessFile(memory.toFile(), "rw")) {
      file.write('!');
    }
    Manifest old = Manifest.read(store.folder(KEY)).orElseThrow();
    List<FileSeal> seals = new ArrayList<>();
    for (FileSeal seal : old.files()) {
      seals.add(seal.restamped(store.folder(KEY)));
    }
    old.checked("this boot", seals).write(store.folder(KEY));
    assertThat(manifest).exists();

    CheckpointStore later = new CheckpointStore(store.root(), "next boot");

    assertThat(later.find(KEY)).isInstanceOf(Lookup.Damaged.class);
  }

  @Test
  void aCopyOfTheStoreIsCheckedInFullAndThenBelieved() throws Exception {
    make(KEY);
    Path memory = store.folder(KEY).resolve("memory");
    Path aside = directory.resolve("aside");
    Files.copy(memory, aside);
    Files.move(aside, memory, StandardCopyOption.REPLACE_EXISTING);

    assertThat(found(KEY)).isTrue();
    assertThat(Manifest.read(store.folder(KEY)).orElseThrow().files())
        .allMatch(seal -> untouched(seal));
  }

  @Test
  void oneInUseIsNeitherPrunedNorReplaced() throws Exception {
    make(KEY);
    try (HeldCheckpoint _ = ((Lookup.Found) store.find(KEY)).checkpoint();
        HeldCheckpoint _ = ((Lookup.Found) store.find(KEY)).checkpoint()) {
      assertThat(store.prune(0)).isEmpty();
      assertThat(store.remove(KEY.id())).isFalse();
      assertThat(make(KEY)).isFalse();
      assertThat(store.list()).singleElement().matches(Stored::inUse);
    }
    assertThat(make(KEY)).isTrue();
    assertThat(store.prune(0)).hasSize(1);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void pruningTakesTheLeastRecentlyUsedUntilTheRestFits() throws Exception {
    make(KEY);
    make(OTHER);
    long each = store.list().getFirst().bytes();
    Files.setLastModifiedTime(
        store.folder(OTHER).resolve(Manifest.NAME), FileTime.from(Instant.EPOCH));

    assertThat(store.prune(2 * each)).isEmpty();
    assertThat(store.prune(each)).extracting(Stored::id).containsExactly(OTHER.id());
    assertThat(found(KEY)).isTrue();
  }

  @Test
  void onlyOneMakesACheckpointAtATimeAndWhatItLeavesUnplacedGoes() throws Exception {
    Path unfinished;
    try (CheckpointReservation making = store.reserve(KEY).orElseThrow()) {
      assertThat(store.reserve(KEY)).isEmpty();
      assertThat(store.reserve(OTHER)).hasValueSatisfying(CheckpointReservation::close);
      unfinished = making.folder();
      Files.writeString(unfinished.resolve("memory"), "half");
      assertThat(store.prune(0)).isEmpty();
      assertThat(unfinished).exists();
    }
    assertThat(unfinished).doesNotExist();
    assertThat(store.list()).isEmpty();
  }

  @Test
  void whatAKilledMakerLeftIsRemovedByTheNextAndByPruning() throws Exception {
    Path left = Folders.createPrivate(store.makingFolder(KEY));
    Files.writeString(left.resolve("memory"), "half");
    store.prune(Long.MAX_VALUE);
    assertThat(left).doesNotExist();

    Folders.createPrivate(left);
    Files.writeString(left.resolve("memory"), "half");
    assertThat(make(KEY)).isTrue();
    assertThat(found(KEY)).isTrue();
  }

  @Test
  void everyPartOfAKeyCounts() {
    MachineIdentity machine = new MachineIdentity(List.of("qemu", "-m"));
    assertThat(
            Stream.of(
                CheckpointKey.of(machine, "image", List.of("a", "b")),
                CheckpointKey.of(machine, "image2", List.of("a", "b")),
                CheckpointKey.of(machine, "image", List.of("ab")),
                CheckpointKey.of(machine, "image", List.of("ab", "")),
                CheckpointKey.of(
                    new MachineIdentity(List.of("qemu-m")), "image", List.of("a", "b")),
                CheckpointKey.of(new MachineIdentity(List.of("qemu")), "image", List.of("a", "b"))))
        .doesNotHaveDuplicates();
    assertThat(key("one")).isEqualTo(KEY);
  }

  private boolean make(CheckpointKey key) throws IOException {
    try (CheckpointReservation making = store.reserve(key).orElseThrow()) {
      FrozenMachine machine = new FrozenMachine(making.folder());
      byte[] memory = new byte[MEMORY];
      byte[] devices = new byte[5000];
      new Random(1).nextBytes(memory);
      new Random(2).nextBytes(devices);
      Files.write(machine.memory(), memory);
      Files.write(machine.devices(), devices);
      Map<Path, SparseCopy.Content> files = new HashMap<>();
      for (Path file : List.of(machine.memory(), machine.devices())) {
        files.put(file, SparseCopy.contentOf(file));
      }
      return making.place(new FreezeResult(files, Duration.ofMillis(100)), about());
    }
  }

  private boolean found(CheckpointKey key) throws IOException {
    return switch (store.find(key)) {
      case Lookup.Found(HeldCheckpoint checkpoint) -> {
        checkpoint.close();
        yield true;
      }
      case Lookup.Missing _, Lookup.Damaged _ -> false;
    };
  }

  private boolean untouched(FileSeal seal) {
    try {
      return seal.untouched(store.folder(KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CheckpointKey key(String image) {
    return CheckpointKey.of(new MachineIdentity(List.of("qemu")), image, List.of("root"));
  }

  private static About about() {
    return new About(
        "spark",
        "run-1",
        "/runs/run-1",
        "/image",
        "7.2",
        "2026-11-24T00:00:00Z",
        5,
        0.1,
        MEMORY,
        0,
        0,
        "");
  }
}

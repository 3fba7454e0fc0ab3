package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.InitrdFacts;
import dev.bootwitness.image.facts.SquashfsFacts;
import dev.bootwitness.image.filesystem.InitrdReader;
import dev.bootwitness.image.filesystem.SquashTree;
import dev.bootwitness.image.filesystem.StoreTree;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.system.SystemReader;
import dev.bootwitness.image.system.SystemScene;
import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the parts that images of every kind may have: an initrd, a squashfs, a system. */
final class PartsSurvey {

  private final Workbench bench;
  private final SurveyRequest request;
  private final Draft draft;

  PartsSurvey(Workbench bench, SurveyRequest request, Draft draft) {
    this.bench = bench;
    this.request = request;
    this.draft = draft;
  }

  /** An initrd in a file of its own, which may be the whole system. */
  void initrdFile(Path file) throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      draft.note("there is no initrd " + file);
      return;
    }
    initrd(List.of(file.getFileName().toString()), List.of(Files.newInputStream(file)), true);
  }

  /**
   * An initrd.
   *
   * @param parts closed
   * @param system whether the system runs from it
   */
  void initrd(List<String> paths, List<InputStream> parts, boolean system)
      throws InterruptedException {
    try {
      InitrdReader.Read read = InitrdReader.read(bench, parts);
      InitrdFacts facts = InitrdContents.of(paths, read);
      if (facts.files() == 0) {
        draft.note("there is nothing in the initrd " + String.join(" ", paths));
        return;
      }
      draft.initrd = Optional.of(facts);
      if (system) {
        system(new TreeFiles(read.tree()), "initrd");
      }
    } catch (ToolFailure e) {
      draft.note(e.reason());
    }
  }

  /** A squashfs at that place of a file. */
  void squashfs(Path file, long offset, String path) throws IOException, InterruptedException {
    Optional<SquashfsFacts> header = SquashHeader.read(file, offset, path);
    if (header.isEmpty()) {
      return;
    }
    draft.squashfs = header;
    try {
      SystemScene scene = draft.scene(request.packs(), request.today());
      List<String> wanted = new ArrayList<>();
      request.packs().values().forEach(paths -> paths.forEach(p -> wanted.add(p.substring(1))));
      SquashTree tree = SquashTree.of(bench, file, offset, wanted);
      boolean store = tree.children("/").isEmpty() || StoreTree.isStore(tree);
      system(new TreeFiles(store ? new StoreTree(tree) : tree), path, scene);
    } catch (ToolFailure e) {
      draft.note(path + ": " + e.reason());
    }
  }

  void system(TreeFiles files, String place) throws InterruptedException {
    system(files, place, draft.scene(request.packs(), request.today()));
  }

  private void system(TreeFiles files, String place, SystemScene scene)
      throws InterruptedException {
    try {
      SystemReader.read(files, place, scene).ifPresent(found -> draft.system = Optional.of(found));
    } catch (ToolFailure e) {
      draft.note(place + ": " + e.reason());
    }
  }
}

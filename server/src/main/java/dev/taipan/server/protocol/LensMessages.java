package dev.taipan.server.protocol;

import com.google.gson.JsonObject;
import dev.taipan.server.features.Lenses;
import dev.taipan.server.features.Navigation;
import dev.taipan.server.features.References;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;

/** Code lenses; what they count is counted when they come into view. */
final class LensMessages {
  /** What a client runs when a lens is clicked: it shows the locations that the lens counts. */
  static final String COMMAND = "taipan.showLocations";

  private LensMessages() {}

  static List<CodeLens> of(Place place, String uri) {
    List<CodeLens> result = new ArrayList<>();
    for (Lenses.Lens lens : Lenses.of(place.module())) {
      if (!place.has(lens.name())) {
        continue; // in another cell
      }
      JsonObject data = ItemData.of(uri);
      data.addProperty("kind", lens.kind().name());
      CodeLens one = new CodeLens(place.range(lens.name()));
      one.setData(data);
      result.add(one);
    }
    return result;
  }

  /** The URI of the document that a lens is of; empty for what is no lens of ours. */
  static String uriOf(CodeLens lens) {
    return ItemData.uriOf(lens.getData());
  }

  /** The lens with its title. */
  static CodeLens resolve(Place place, CodeLens lens) {
    Position position = lens.getRange().getStart();
    int offset = place.offset(position);
    List<Location> locations = new ArrayList<>();
    boolean isReferences =
        !ItemData.text(lens.getData(), "kind").equals(Lenses.Kind.IMPLEMENTATIONS.name());
    if (isReferences) {
      for (References.Use use :
          Lenses.references(place.snapshot(), place.module(), offset, place.outdated())) {
        locations.add(place.location(use.file(), use.text(), use.span()));
      }
    } else {
      for (Navigation.Place to :
          Lenses.implementations(place.snapshot(), place.module(), offset, place.outdated())) {
        locations.add(place.location(to.file(), to.text(), to.name()));
      }
    }
    String what = isReferences ? "reference" : "implementation";
    String title = locations.size() + " " + what + (locations.size() == 1 ? "" : "s");
    String uri = uriOf(lens);
    lens.setCommand(new Command(title, COMMAND, List.of(uri, position, locations)));
    return lens;
  }
}

package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.source.SourceText;
import dev.taipan.server.features.Hierarchy;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CallHierarchyIncomingCall;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCall;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TypeHierarchyItem;

/** Hierarchies of calls and types. */
final class HierarchyMessages {
  private final Place place;

  HierarchyMessages(Place place) {
    this.place = place;
  }

  List<CallHierarchyItem> callables(Position position) {
    List<CallHierarchyItem> items = new ArrayList<>();
    for (Hierarchy.Item item :
        Hierarchy.callables(place.snapshot(), place.module(), place.offset(position))) {
      items.add(call(item));
    }
    return items;
  }

  List<CallHierarchyIncomingCall> incoming(Position position) {
    List<CallHierarchyIncomingCall> calls = new ArrayList<>();
    for (Hierarchy.CallGroup group :
        Hierarchy.incoming(
            place.snapshot(), place.module(), place.offset(position), place.outdated())) {
      calls.add(
          new CallHierarchyIncomingCall(
              call(group.other()), ranges(group.other().text(), group.sites())));
    }
    return calls;
  }

  List<CallHierarchyOutgoingCall> outgoing(Position position) {
    List<CallHierarchyOutgoingCall> calls = new ArrayList<>();
    for (Hierarchy.CallGroup group :
        Hierarchy.outgoing(
            place.snapshot(), place.module(), place.offset(position), place.outdated())) {
      calls.add(
          new CallHierarchyOutgoingCall(call(group.other()), ranges(place.text(), group.sites())));
    }
    return calls;
  }

  private List<Range> ranges(SourceText text, List<Span> spans) {
    List<Range> ranges = new ArrayList<>(spans.size());
    for (Span span : spans) {
      ranges.add(place.positions().range(text, span));
    }
    return ranges;
  }

  private CallHierarchyItem call(Hierarchy.Item item) {
    CallHierarchyItem result = new CallHierarchyItem();
    result.setName(item.title());
    result.setKind(StructureMessages.kind(item.kind()));
    result.setDetail(item.detail());
    Location name = place.location(item.file(), item.text(), item.name());
    result.setUri(name.getUri());
    result.setRange(place.location(item.file(), item.text(), item.whole()).getRange());
    result.setSelectionRange(name.getRange());
    return result;
  }

  List<TypeHierarchyItem> types(Position position) {
    return types(Hierarchy.types(place.snapshot(), place.module(), place.offset(position)));
  }

  List<TypeHierarchyItem> supertypes(Position position) {
    return types(Hierarchy.supertypes(place.snapshot(), place.module(), place.offset(position)));
  }

  List<TypeHierarchyItem> subtypes(Position position) {
    return types(
        Hierarchy.subtypes(
            place.snapshot(), place.module(), place.offset(position), place.outdated()));
  }

  private List<TypeHierarchyItem> types(List<Hierarchy.Item> items) {
    List<TypeHierarchyItem> result = new ArrayList<>(items.size());
    for (Hierarchy.Item item : items) {
      Location name = place.location(item.file(), item.text(), item.name());
      result.add(
          new TypeHierarchyItem(
              item.title(),
              StructureMessages.kind(item.kind()),
              name.getUri(),
              place.location(item.file(), item.text(), item.whole()).getRange(),
              name.getRange(),
              item.detail()));
    }
    return result;
  }
}

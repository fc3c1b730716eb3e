package dev.taipan.server.protocol;

import com.google.gson.JsonObject;
import dev.taipan.server.features.Completion;
import dev.taipan.server.features.CompletionDocs;
import dev.taipan.server.features.Docstrings;
import dev.taipan.server.features.Hovers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionItemLabelDetails;
import org.eclipse.lsp4j.CompletionItemTag;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.InsertTextMode;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Completion lists, and the details of items that are looked at. */
final class CompletionMessages {
  private CompletionMessages() {}

  static CompletionList list(Place place, String uri, Completion.Items found) {
    Range range = place.range(found.replaced());
    List<CompletionItem> items = new ArrayList<>(found.items().size());
    for (Completion.Item item : found.items()) {
      CompletionItem one = new CompletionItem(item.label());
      one.setKind(kind(item.kind()));
      int rank = Math.max(0, Math.min(item.rank(), 99));
      one.setSortText(
          String.format(
              Locale.ROOT,
              "%02d%03d%s",
              rank,
              item.order(),
              item.label().toLowerCase(Locale.ROOT)));
      one.setFilterText(item.label());
      one.setTextEdit(Either.forLeft(new TextEdit(range, item.text())));
      if (item.isSnippet()) {
        one.setInsertTextFormat(InsertTextFormat.Snippet);
      }
      if (item.text().indexOf('\n') >= 0) {
        one.setInsertTextMode(InsertTextMode.AsIs);
      }
      if (!item.detail().isEmpty()) {
        CompletionItemLabelDetails details = new CompletionItemLabelDetails();
        details.setDescription(item.detail());
        one.setLabelDetails(details);
        one.setDetail(item.detail());
      }
      if (item.isDeprecated()) {
        one.setTags(List.of(CompletionItemTag.Deprecated));
      }
      if (!item.edits().isEmpty()) {
        one.setAdditionalTextEdits(place.edits(item.edits()));
      }
      item.origin().ifPresent(origin -> one.setData(data(uri, origin)));
      items.add(one);
    }
    return new CompletionList(!found.isComplete(), items);
  }

  private static JsonObject data(String uri, Completion.Origin origin) {
    JsonObject data = ItemData.of(uri);
    data.addProperty("module", origin.module());
    data.addProperty("owner", origin.owner());
    data.addProperty("name", origin.name());
    return data;
  }

  /** The URI of the document that an item was offered for; empty for what is no item of ours. */
  static String uriOf(CompletionItem item) {
    return ItemData.uriOf(item.getData());
  }

  /** The item with its declaration and documentation. */
  static CompletionItem resolve(Place place, CompletionItem item, boolean markdown) {
    Object data = item.getData();
    Completion.Origin origin =
        new Completion.Origin(
            ItemData.text(data, "module"),
            ItemData.text(data, "owner"),
            ItemData.text(data, "name"));
    CompletionDocs.of(place.snapshot(), origin).ifPresent(shown -> describe(item, shown, markdown));
    return item;
  }

  private static void describe(CompletionItem item, Hovers.Shown shown, boolean markdown) {
    if (item.getDetail() == null) {
      item.setDetail(shown.code());
    } else {
      item.setDetail(shown.code() + "\n" + item.getDetail());
    }
    if (!shown.docs().isEmpty()) {
      item.setDocumentation(
          markdown
              ? new MarkupContent(MarkupKind.MARKDOWN, Docstrings.toMarkdown(shown.docs()))
              : new MarkupContent(MarkupKind.PLAINTEXT, shown.docs()));
    }
  }

  private static CompletionItemKind kind(Completion.Kind kind) {
    return switch (kind) {
      case KEYWORD_ARGUMENT, PARAMETER, VARIABLE -> CompletionItemKind.Variable;
      case CONSTANT -> CompletionItemKind.Constant;
      case FUNCTION -> CompletionItemKind.Function;
      case METHOD -> CompletionItemKind.Method;
      case CLASS -> CompletionItemKind.Class;
      case PROTOCOL -> CompletionItemKind.Interface;
      case ENUM -> CompletionItemKind.Enum;
      case ENUM_MEMBER -> CompletionItemKind.EnumMember;
      case TYPE_PARAMETER -> CompletionItemKind.TypeParameter;
      case FIELD -> CompletionItemKind.Field;
      case PROPERTY -> CompletionItemKind.Property;
      case MODULE -> CompletionItemKind.Module;
      case VALUE -> CompletionItemKind.Value;
      case KEYWORD -> CompletionItemKind.Keyword;
      case SNIPPET -> CompletionItemKind.Snippet;
    };
  }
}

package dev.taipan.server.protocol;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;

/**
 * What the server puts into the items that it sends, and clients send back when they want to know
 * more of one.
 */
final class ItemData {
  private static final String URI = "uri";

  private ItemData() {}

  /** Data of an item of a document, to which more can be added. */
  static JsonObject of(String uri) {
    JsonObject data = new JsonObject();
    data.addProperty(URI, uri);
    return data;
  }

  /** The document that an item belongs to; empty for what is no item of ours. */
  static String uriOf(@Nullable Object data) {
    return text(data, URI);
  }

  /** A text that was added to the data; empty where there is none. */
  static String text(@Nullable Object data, String member) {
    return data instanceof JsonObject object && object.get(member) instanceof JsonPrimitive value
        ? value.getAsString()
        : "";
  }
}

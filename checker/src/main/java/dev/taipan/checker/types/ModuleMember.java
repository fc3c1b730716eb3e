package dev.taipan.checker.types;

/**
 * An attribute of a module, as code outside sees it.
 *
 * @param declared whether the module declares its type, or only assigns values
 * @param isFinal declared {@code Final}
 */
public record ModuleMember(Type type, boolean declared, boolean isFinal) {

  /** The attribute as one of the module object: a variable that anybody may assign unless Final. */
  Member ofObject(String name) {
    Type variable = declared ? type : Literals.widen(type);
    return new Member(
        name,
        WellKnown.MODULE_TYPE,
        variable,
        declared,
        Member.Place.INSTANCE,
        isFinal,
        true,
        null);
  }
}

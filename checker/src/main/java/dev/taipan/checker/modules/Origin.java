package dev.taipan.checker.modules;

/** Where a module was found, in the order in which the places are searched. */
public enum Origin {
  /** A directory that the user put first: an extra search path or the {@code typings} directory. */
  EXTRA,
  /** The user's own code: the project's roots, or a file outside of every known place. */
  FIRST_PARTY,
  /** typeshed's stubs of the standard library. */
  STDLIB,
  /** A stub-only package {@code foo-stubs} that is installed. */
  STUB_PACKAGE,
  /** An installed package itself, editable installs included; typed or not. */
  THIRD_PARTY,
  /** typeshed's stubs of third-party packages. */
  TYPESHED,
  /** The interpreter's own library, for modules of it that typeshed does not describe. */
  RUNTIME;

  /** Whether typeshed holds it. */
  public boolean isTypeshed() {
    return this == STDLIB || this == TYPESHED;
  }

  /** Whether the user can be expected to edit it. */
  public boolean isUserCode() {
    return this == EXTRA || this == FIRST_PARTY;
  }
}

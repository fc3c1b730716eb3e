package dev.taipan.checker.inference;

/** A key of the memo whose answer may depend on what the function around it is called with. */
public interface LocalKey {}

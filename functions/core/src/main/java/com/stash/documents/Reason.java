package com.stash.documents;

/**
 * Why a document is in its state.
 *
 * @param code stable, {@code snake_case}
 * @param message what happened and what to do, for a person
 */
public record Reason(String code, String message) {}

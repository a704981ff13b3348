package com.stash.identity;

import com.stash.kernel.State;

/** The life of an API key; a rotating key still works until its overlap ends. */
public enum ApiKeyState implements State<ApiKeyState> {
  ACTIVE,
  ROTATING,
  REVOKED,
  EXPIRED;

  @Override
  public boolean mayBecome(ApiKeyState next) {
    return switch (this) {
      case ACTIVE -> next == ROTATING || next == REVOKED || next == EXPIRED;
      case ROTATING -> next == REVOKED || next == EXPIRED;
      case REVOKED, EXPIRED -> false;
    };
  }
}

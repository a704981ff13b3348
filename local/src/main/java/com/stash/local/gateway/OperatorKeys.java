package com.stash.local.gateway;

/**
 * The keys with which an operator signs requests on this machine, in place of those that IAM gives.
 *
 * @param arn the principal they stand for
 */
public record OperatorKeys(String accessKey, String secretKey, String arn) {
  @Override
  public String toString() {
    return "OperatorKeys[" + accessKey + "]";
  }
}

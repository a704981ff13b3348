import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { api, call, campaign, documentIn, operator } from './stash.mjs';

const LETTER = 'This agreement is made on 24 November 2026.';

test('a document is announced, sent to the address it was given, and its result read', async () => {
  const { status, body: announced } = await call('POST', `/v1/campaigns/${campaign}/documents`, {
    filename: 'announced.txt',
    type: 'text/plain',
    sizeBytes: LETTER.length,
    sha256: createHash('sha256').update(LETTER).digest('hex'),
  });
  assert.equal(status, 201);
  const { url, headers } = announced.upload;
  assert.equal((await fetch(url, { method: 'PUT', headers, body: 'x'.repeat(43) })).status, 400);
  assert.equal((await fetch(url, { method: 'PUT', headers, body: LETTER })).status, 200);
  assert.equal((await fetch(url, { method: 'PUT', headers, body: LETTER })).status, 412);
  const { id } = await documentIn('completed', 'announced.txt');
  const result = await call('GET', `/v1/campaigns/${campaign}/documents/${id}/result`);
  assert.equal(result.status, 200);
});

test('who shows no key is told so', async () => {
  const answer = await fetch(`${api}/v1/campaigns`);
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
});

/** Sends a request as an operator does, signed by the SDK's own signer. */
async function signed(method, path, { query = {}, body, credentials = operator } = {}) {
  const signer = new SignatureV4({
    service: 'execute-api',
    region: 'us-east-1',
    sha256: Sha256,
    credentials,
  });
  const { host, hostname, port } = new URL(api);
  const headers = { host, ...(body && { 'content-type': 'application/json' }) };
  const text = body && JSON.stringify(body);
  const request = { method, protocol: 'http:', hostname, port, path, query, headers, body: text };
  const ready = await signer.sign(request);
  const answer = await fetch(`${api}${path}?${new URLSearchParams(query)}`, {
    method,
    headers: ready.headers,
    body: text,
  });
  return { status: answer.status, body: await answer.json() };
}

test('an operator lists and makes tenants by signed requests', async () => {
  const tenants = await signed('GET', '/admin/v1/tenants', { query: { limit: '1' } });
  assert.equal(tenants.status, 200);
  assert.equal(tenants.body.items.length, 1);
  const body = { slug: 'initech', name: 'Initech', email: 'bill@initech.example', tier: 'starter' };
  const made = await signed('POST', '/admin/v1/tenants', { body });
  assert.equal(made.status, 201);
  const found = await signed('GET', `/admin/v1/tenants/${made.body.tenant.id}`);
  assert.equal(found.body.slug, 'initech');
});

test("who does not sign as the operator has no part in the operators' API", async () => {
  assert.equal((await fetch(`${api}/admin/v1/tenants`)).status, 403);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  const tenant = await signed('GET', '/admin/v1/tenants', {
    credentials: { accessKeyId, secretAccessKey },
  });
  assert.equal(tenant.status, 403);
});

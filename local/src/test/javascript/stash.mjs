/** What the tests were given of a running Stash, and the waiting for what it does by itself. */
import { setTimeout as pause } from 'node:timers/promises';

const given = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not given: JavaScriptTest starts these tests`);
  return value;
};

export const api = given('STASH_API');
export const bucket = given('STASH_BUCKET');
export const campaign = given('STASH_CAMPAIGN');
export const inbox = given('STASH_INBOX');
export const foreignInbox = given('STASH_FOREIGN_INBOX');
export const operator = {
  accessKeyId: given('STASH_OPERATOR_ACCESS_KEY'),
  secretAccessKey: given('STASH_OPERATOR_SECRET_KEY'),
};

/** Calls the API with the tenant's key and returns the status and the JSON. */
export async function call(method, path, body) {
  const headers = { authorization: `Bearer ${given('STASH_API_KEY')}` };
  if (body) headers['content-type'] = 'application/json';
  const answer = await fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

/** Returns the document of that file name once it rests in the state; waits for at most a minute. */
export async function documentIn(state, filename) {
  for (let tries = 0; tries < 240; tries++) {
    const { body } = await call('GET', `/v1/campaigns/${campaign}/documents?limit=100`);
    const found = body.items.find((document) => document.filename === filename);
    if (found?.state === state) return found;
    await pause(250);
  }
  throw new Error(`${filename} did not become ${state} within a minute`);
}

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { bucket, documentIn, foreignInbox, inbox } from './stash.mjs';

// A connection each, as S3Proxy closes one after a streamed upload without saying so.
const requestHandler = { httpAgent: { keepAlive: false } };
const s3 = new S3Client({ requestHandler });
const LETTER = 'This agreement is made on 24 November 2026.';
const LARGE = Buffer.alloc(20_000_000, 'twenty megabytes of this. ');

const at = (name) => ({ Bucket: bucket, Key: inbox + name });
const put = (name, Body, more) => s3.send(new PutObjectCommand({ ...at(name), Body, ...more }));
const get = (name, more) => s3.send(new GetObjectCommand({ ...at(name), ...more }));
const head = (name, more) => s3.send(new HeadObjectCommand({ ...at(name), ...more }));
const list = (Prefix, more) =>
  s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix, ...more }));
const refused = (name, status) => (error) => {
  assert.equal(error.name, name);
  assert.equal(error.$metadata.httpStatusCode, status);
  return true;
};

test('what is put becomes a document', async () => {
  await put('letter.txt', LETTER, { ContentType: 'text/plain' });
  await documentIn('completed', 'letter.txt');
});

test('what is put comes back with its type, metadata and checksum', async () => {
  await put('kept.txt', LETTER, { ContentType: 'text/plain', Metadata: { from: 'scanner' } });
  const kept = await get('kept.txt');
  assert.equal(await kept.Body.transformToString(), LETTER);
  assert.equal(kept.ContentType, 'text/plain');
  assert.deepEqual(kept.Metadata, { from: 'scanner' });
  const { ChecksumCRC32, ContentLength } = await head('kept.txt', { ChecksumMode: 'ENABLED' });
  assert.equal(ContentLength, LETTER.length);
  assert.equal(ChecksumCRC32, kept.ChecksumCRC32);
});

for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
  test(`${ChecksumAlgorithm} is taken before a body and behind a stream`, async () => {
    await put('checked.txt', LETTER, { ChecksumAlgorithm });
    const ContentLength = LETTER.length;
    await put('checked.txt', Readable.from([LETTER]), { ChecksumAlgorithm, ContentLength });
    assert.equal(await (await get('checked.txt')).Body.transformToString(), LETTER);
  });
}

test('a wrong checksum is refused', async () => {
  const wrong = { ChecksumCRC32: 'AAAAAA==' };
  await assert.rejects(put('wrong.txt', LETTER, wrong), refused('BadDigest', 400));
  const ContentLength = LETTER.length;
  const stream = put('wrong.txt', Readable.from([LETTER]), { ...wrong, ContentLength });
  await assert.rejects(stream, refused('BadDigest', 400));
  await assert.rejects(head('wrong.txt'), refused('NotFound', 404));
});

for (const ChecksumAlgorithm of ['CRC32', 'SHA256']) {
  test(`20 MB go up in parts with ${ChecksumAlgorithm} and come back the same`, async () => {
    const params = { ...at('large.bin'), Body: LARGE, ChecksumAlgorithm };
    const { ETag } = await new Upload({ client: s3, params }).done();
    assert.match(ETag, /-4"$/);
    const back = await (await get('large.bin')).Body.transformToByteArray();
    assert.ok(LARGE.equals(back));
  });
}

test('a part of an object is read', async () => {
  await put('part.txt', LETTER);
  const part = await get('part.txt', { Range: 'bytes=5-13' });
  assert.equal(await part.Body.transformToString(), 'agreement');
  assert.equal(part.ContentRange, `bytes 5-13/${LETTER.length}`);
});

test('a list comes in pages', async () => {
  for (const name of ['pages/1', 'pages/2', 'pages/3']) await put(name, name);
  const first = await list(inbox + 'pages/', { MaxKeys: 2 });
  assert.deepEqual(first.Contents.map(({ Key }) => Key), [inbox + 'pages/1', inbox + 'pages/2']);
  const ContinuationToken = first.NextContinuationToken;
  const second = await list(inbox + 'pages/', { MaxKeys: 2, ContinuationToken });
  assert.deepEqual(second.Contents.map(({ Key }) => Key), [inbox + 'pages/3']);
  assert.equal(second.IsTruncated, false);
});

test('a name may have spaces, signs and letters of any language', async () => {
  const name = "Größe & Maß+1 (ä)%20'é 文書.txt";
  await put(name, LETTER);
  const listed = await list(inbox + 'Größe');
  assert.deepEqual(listed.Contents.map(({ Key }) => Key), [inbox + name]);
  await documentIn('completed', name);
});

test('an object is copied and deleted', async () => {
  await put('first.txt', LETTER);
  const CopySource = `${bucket}/${inbox}first.txt`;
  await s3.send(new CopyObjectCommand({ ...at('second.txt'), CopySource }));
  assert.equal((await head('second.txt')).ContentLength, LETTER.length);
  await s3.send(new DeleteObjectCommand(at('first.txt')));
  const Objects = [{ Key: inbox + 'second.txt' }, { Key: inbox + 'never-was.txt' }];
  const { Deleted } = await s3.send(
    new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }),
  );
  assert.equal(Deleted.length, 2);
  await assert.rejects(head('first.txt'), refused('NotFound', 404));
  await assert.rejects(get('second.txt'), refused('NoSuchKey', 404));
});

test('what is there is not overwritten by a put that says so', async () => {
  const IfNoneMatch = '*';
  await put('once.txt', LETTER, { IfNoneMatch });
  await assert.rejects(put('once.txt', 'other', { IfNoneMatch }), refused('PreconditionFailed', 412));
  assert.equal(await (await get('once.txt')).Body.transformToString(), LETTER);
});

test('an address that the client signed itself puts and gets', async () => {
  const putting = await getSignedUrl(s3, new PutObjectCommand(at('signed.txt')));
  assert.equal((await fetch(putting, { method: 'PUT', body: LETTER })).status, 200);
  const getting = await getSignedUrl(s3, new GetObjectCommand(at('signed.txt')));
  assert.equal(await (await fetch(getting)).text(), LETTER);
});

test('a signed address is for its key, its headers and its time', async () => {
  const signed = await getSignedUrl(s3, new GetObjectCommand(at('letter.txt')));
  assert.equal((await fetch(signed.replace('letter.txt', 'kept.txt'))).status, 403);
  const ContentType = 'text/plain';
  const typed = await getSignedUrl(s3, new PutObjectCommand({ ...at('typed.txt'), ContentType }), {
    signableHeaders: new Set(['content-type']),
  });
  const html = { method: 'PUT', body: LETTER, headers: { 'content-type': 'text/html' } };
  assert.equal((await fetch(typed, html)).status, 403);
  const late = await getSignedUrl(s3, new GetObjectCommand(at('letter.txt')), {
    signingDate: new Date(Date.now() - 120_000),
    expiresIn: 60,
  });
  assert.equal((await fetch(late)).status, 403);
});

test('another tenant is out of reach', async () => {
  const foreign = { Bucket: bucket, Key: foreignInbox + 'letter.txt' };
  const denied = refused('AccessDenied', 403);
  await assert.rejects(s3.send(new GetObjectCommand(foreign)), denied);
  await assert.rejects(s3.send(new PutObjectCommand({ ...foreign, Body: LETTER })), denied);
  await assert.rejects(new Upload({ client: s3, params: { ...foreign, Body: LARGE } }).done(), denied);
  await assert.rejects(list(foreignInbox), denied);
  await assert.rejects(list(''), denied);
  await put('mine.txt', LETTER);
  const CopySource = `${bucket}/${foreignInbox}letter.txt`;
  await assert.rejects(s3.send(new CopyObjectCommand({ ...at('stolen.txt'), CopySource })), denied);
  const address = await getSignedUrl(s3, new GetObjectCommand(foreign));
  assert.equal((await fetch(address)).status, 403);
});

test('wrong keys are refused by name', async () => {
  const accessKeyId = process.env.AWS_ACCESS_KEY_ID;
  const wrong = [
    [{ accessKeyId, secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    [{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wrong' }, 'InvalidAccessKeyId'],
  ];
  for (const [credentials, name] of wrong) {
    const stranger = new S3Client({ credentials, requestHandler });
    const attempt = stranger.send(new GetObjectCommand(at('letter.txt')));
    await assert.rejects(attempt, refused(name, 403));
  }
});

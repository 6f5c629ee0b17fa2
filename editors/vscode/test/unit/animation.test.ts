import assert from 'node:assert/strict';
import test from 'node:test';
import { deflateSync } from 'node:zlib';
import { animated } from '../machine/animation';

const WIDTH = 3;

/** A PNG of pixels with one byte for all colours, each row with a filter. */
function png(filter: number, ...rows: number[][]): Buffer {
  const chunk = (kind: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(kind, 'latin1'), body, Buffer.alloc(4)]);
  };
  const header = Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  const data = rows.map(row => Buffer.from([filter, ...row.flatMap(pixel => [pixel, pixel, pixel])]));
  return Buffer.concat([
    Buffer.alloc(8),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(data))),
  ]);
}

/** The kinds of chunks, with the rectangle of each frame. */
function chunks(file: Buffer): string[] {
  const found: string[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const kind = file.toString('latin1', at + 4, at + 8);
    const place = () => [12, 16, 20, 24].map(offset => file.readUInt32BE(at + offset)).join(' ');
    found.push(kind === 'fcTL' ? `${kind} ${place()}` : kind);
  }
  return found;
}

test('of a frame only what differs is kept', () => {
  const frames = [
    png(0, [1, 1, 1], [1, 1, 1]),
    png(0, [1, 1, 1], [1, 9, 1]),
    png(2, [1, 1, 1], [0, 8, 0]), // the same, by its difference from the row above
    png(1, [1, 0, 0], [2, 0, 0]),
  ];
  assert.deepEqual(chunks(animated(frames.map(frame => ({ png: frame, milliseconds: 40 })))), [
    ...['IHDR', 'acTL', 'fcTL 3 2 0 0', 'IDAT'],
    ...['fcTL 1 1 1 1', 'fdAT', 'fcTL 1 1 0 0', 'fdAT', 'fcTL 3 1 0 1', 'fdAT', 'IEND'],
  ]);
});

test('frames of two sizes are refused', () => {
  const frames = [png(0, [1, 1, 1]), png(0, [1, 1, 1], [1, 1, 1])];
  assert.throws(() => animated(frames.map(frame => ({ png: frame, milliseconds: 40 }))), /differ in size/);
});

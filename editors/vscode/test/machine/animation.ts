/** Animated PNG of screenshots: of each frame only the rectangle is kept that differs from the frame before. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

export interface Frame {
  readonly png: Buffer;
  readonly milliseconds: number;
}

interface Pixels {
  readonly header: Buffer;
  readonly width: number;
  readonly height: number;
  /** Bytes of a pixel. */
  readonly depth: number;
  readonly rows: readonly Buffer[];
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const RGB = 2;

/** One file that plays the frames again and again. Raises where they differ in size. */
export function animated(frames: readonly Frame[]): Buffer {
  const kept = frames.map(frame => ({ ...frame, ...decoded(frame.png) }));
  const [first] = kept;
  if (!first) throw new Error('there are no frames');
  const chunks = [chunk('IHDR', first.header), chunk('acTL', numbers(kept.length, 0))];
  let sequence = 0;
  kept.forEach((frame, at) => {
    if (!frame.header.equals(first.header)) throw new Error('frames differ in size');
    const { x, y, width, height } = at ? difference(kept[at - 1] ?? first, frame) : { x: 0, y: 0, ...frame };
    const delay = Buffer.from([
      frame.milliseconds >> 8,
      frame.milliseconds & 255,
      1000 >> 8,
      1000 & 255,
      0,
      0,
    ]);
    chunks.push(chunk('fcTL', Buffer.concat([numbers(sequence++, width, height, x, y), delay])));
    const data = encoded(frame, { x, y, width, height });
    chunks.push(at ? chunk('fdAT', Buffer.concat([numbers(sequence++), data])) : chunk('IDAT', data));
  });
  return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

/** The pixels of a PNG as browsers write them: eight bits, not interlaced. */
function decoded(png: Buffer): Pixels {
  let header: Buffer = Buffer.alloc(0);
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const kind = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (kind === 'IHDR') header = body;
    if (kind === 'IDAT') data.push(body);
  }
  const [width, height, depth] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === RGB ? 3 : 4];
  const raw = inflateSync(Buffer.concat(data));
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y++) {
    const start = y * (width * depth + 1);
    const row = raw.subarray(start + 1, start + 1 + width * depth);
    unfilter(raw[start] ?? 0, row, rows.at(-1), depth);
    rows.push(row);
  }
  return { header, width, height, depth, rows };
}

/** Undoes the filter of a row in its place. */
function unfilter(filter: number, row: Buffer, above: Buffer | undefined, depth: number): void {
  for (let at = 0; filter && at < row.length; at++) {
    const left = at < depth ? 0 : (row[at - depth] ?? 0);
    const up = above?.[at] ?? 0;
    const corner = at < depth ? 0 : (above?.[at - depth] ?? 0);
    row[at] = (row[at] ?? 0) + ([0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter] ?? 0);
  }
}

/** The predictor of Paeth, as the standard has it. */
function nearest(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map(one => Math.abs(guess - one)) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** The smallest rectangle outside of which two frames are equal; one pixel where they are equal everywhere. */
function difference(before: Pixels, after: Pixels): Rectangle {
  let [left, top, right, bottom] = [after.width, after.height, 0, 0];
  after.rows.forEach((row, y) => {
    const was = before.rows[y] ?? row;
    if (row.equals(was)) return;
    const at = [...row.keys()]
      .filter(byte => row[byte] !== was[byte])
      .map(byte => Math.floor(byte / after.depth));
    [left, right] = [Math.min(left, at[0] ?? left), Math.max(right, at.at(-1) ?? right)];
    [top, bottom] = [Math.min(top, y), y];
  });
  if (left > right) return { x: 0, y: 0, width: 1, height: 1 };
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function encoded({ rows, depth }: Pixels, { x, y, width, height }: Rectangle): Buffer {
  const plain = rows.slice(y, y + height).map(row => row.subarray(x * depth, (x + width) * depth));
  return deflateSync(Buffer.concat(plain.flatMap(row => [Buffer.from([0]), row])), { level: 9 });
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => {
    bytes.writeUInt32BE(value, 4 * at);
  });
  return bytes;
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  return Buffer.concat([numbers(body.length), named, numbers(crc32(named))]);
}

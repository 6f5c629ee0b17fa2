/** A configuration in the fragment of an address, which browsers send to nobody. */

export interface Shared {
  files: Record<string, string>;
  core: string;
}

const MARK = '#config=';

export async function addressOf(shared: Shared): Promise<string> {
  const packed = await pumped(
    new TextEncoder().encode(JSON.stringify(shared)),
    new CompressionStream('deflate-raw'),
  );
  const text = btoa(Array.from(packed, byte => String.fromCharCode(byte)).join(''));
  return MARK + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** What a fragment holds; null if it is none of ours. Throws where it was cut or changed. */
export async function sharedIn(fragment: string): Promise<Shared | null> {
  if (!fragment.startsWith(MARK)) return null;
  const text = fragment.slice(MARK.length).replaceAll('-', '+').replaceAll('_', '/');
  const packed = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const shared: unknown = JSON.parse(
    new TextDecoder().decode(await pumped(packed, new DecompressionStream('deflate-raw'))),
  );
  if (!isShared(shared)) throw new Error('it holds no configuration');
  return shared;
}

function isShared(value: unknown): value is Shared {
  if (typeof value !== 'object' || value === null || !('files' in value) || !('core' in value)) return false;
  const { files, core } = value;
  if (typeof files !== 'object' || files === null || typeof core !== 'string') return false;
  return Object.values(files).length > 0 && Object.values(files).every(text => typeof text === 'string');
}

const LIMIT = 5_000_000; // bytes, so that a small link cannot fill the memory

async function pumped(bytes: Uint8Array<ArrayBuffer>, through: GenericTransformStream): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (size > LIMIT) throw new Error('it is too large');
  }
  const whole = new Uint8Array(size);
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1' }
  | { readonly kind: 'binary' }
  /** The file's content lies in Git LFS; these bytes only name it. */
  | { readonly kind: 'lfs-pointer' }

/** How much of a file tells whether it is text. */
const SAMPLE = 8000
const LFS_OPENING = 'version https://git-lfs.github.com/spec/v1\n'
/** The specification of Git LFS: a pointer file is smaller than this. */
const LFS_LARGEST = 1024

/**
 * Turns the bytes of a file into text without its byte order mark: UTF-8, UTF-16 by its mark or by where its zero bytes stand,
 * else Latin-1 (in the web's reading of it, Windows-1252), which every sequence of bytes is. Bytes with zeros that are no UTF-16 are binary.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (isLfsPointer(bytes)) return { kind: 'lfs-pointer' }
  const utf16 = utf16Of(bytes)
  if (utf16 !== null) {
    const text = new TextDecoder(utf16).decode(bytes)
    return text.includes('\0') ? { kind: 'binary' } : { kind: 'text', text, encoding: utf16 }
  }
  if (bytes.subarray(0, SAMPLE).includes(0)) return { kind: 'binary' }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return isMostlyControl(bytes) ? { kind: 'binary' } : { kind: 'text', text: new TextDecoder('latin1').decode(bytes), encoding: 'latin-1' }
  }
}

function isLfsPointer(bytes: Uint8Array): boolean {
  if (bytes.length >= LFS_LARGEST || bytes.length < LFS_OPENING.length) return false
  return new TextDecoder().decode(bytes.subarray(0, LFS_OPENING.length)) === LFS_OPENING
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, SAMPLE)
  if (sample.length < 4 || bytes.length % 2 !== 0) return null
  const zeros = [0, 0]
  sample.forEach((byte, at) => { if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1 })
  const [even = 0, odd = 0] = zeros
  // Text of the Latin script has a zero in nearly every pair, always on the same side.
  const enough = sample.length / 2 * 0.7
  if (even === 0 && odd > enough) return 'utf-16le'
  return odd === 0 && even > enough ? 'utf-16be' : null
}

/** Latin-1 text has hardly any control characters besides tab, line feed, form feed, return and escape. */
function isMostlyControl(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE)
  const control = sample.reduce((count, byte) => count + (byte < 32 && ![9, 10, 12, 13, 27].includes(byte) ? 1 : 0), 0)
  return control > sample.length * 0.02
}

/** A short name for some words that is the same wherever they are the same: 64 bits of FNV-1a over code points, as 16 hexadecimal digits. Not for secrets. */
export function fingerprint(...words: readonly string[]): string {
  let hash = 0xcbf29ce484222325n
  for (const sign of words.join('\u0000')) {
    hash = ((hash ^ BigInt(sign.codePointAt(0) ?? 0)) * 0x100000001b3n) & 0xffffffffffffffffn
  }
  return hash.toString(16).padStart(16, '0')
}
